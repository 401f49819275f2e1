using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Exafs.Lab.Dashboards.Boards;
using Exafs.Lab.Dashboards.Provisioning;
using Exafs.Lab.Dashboards.Queries;

namespace Exafs.Lab.Dashboards;

/// <summary>Every file that Grafana is provisioned from.</summary>
internal static class DashboardFiles
{
    public static JsonSerializerOptions Json { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonSerializerOptions s_indented = new(Json) { WriteIndented = true, NewLine = "\n" };

    private static readonly ImmutableArray<IQueryLanguage> s_languages = [new InfluxQl(), new Flux(), new Sql()];

    /// <summary>Path below the output, and content.</summary>
    /// <param name="phases">Whose parts are shown.</param>
    public static IEnumerable<(string Path, string Content)> All(ImmutableArray<string> phases)
    {
        foreach (var language in s_languages)
        {
            var json = new DashboardJson(language);
            foreach (var board in new[] { Overview.Of(phases), Maps.Rdf, Maps.ChiR, Quality.Board })
                yield return ($"{language.Folder}/dashboards/{board.Uid}.json", Text(json.Of(board)));
            foreach (var (path, content) in new ProvisioningFiles(language).All())
                yield return ($"{language.Folder}/provisioning/{path}", YamlText.Of(content));
        }

        yield return ($"health/{Health.Uid}.json", Text(new DashboardJson(s_languages[0]).Of(Health.Board)));
    }

    private static string Text(JsonObject board) => board.ToJsonString(s_indented) + "\n";
}
