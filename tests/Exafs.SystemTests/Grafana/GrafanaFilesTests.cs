using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Exafs.Lab;
using Spectre.Console;

namespace Exafs.SystemTests.Grafana;

/// <summary>The committed files: made by the command, without secrets, and of one piece.</summary>
public sealed partial class GrafanaFilesTests
{
    [Fact]
    public void CommittedFiles_AreWhatTheCommandMakes()
    {
        string made = Directory.CreateTempSubdirectory("exafs-grafana-").FullName;

        Assert.Equal(ExitCode.Done, CommandLine.Run(["dashboards", "--output", made], TextWriter.Null, Silent(), default));

        Assert.Equal(Files(made).Keys, Files(GrafanaFolder.Path).Keys);
        Assert.All(Files(made), file => Assert.True(file.Value == Files(GrafanaFolder.Path)[file.Key], $"{file.Key}: run exafs-lab dashboards --output config/grafana"));
        Directory.Delete(made, recursive: true);
    }

    [Fact]
    public void Phases_OfAnotherPack_ArePanelsOfTheirOwn()
    {
        string made = Directory.CreateTempSubdirectory("exafs-grafana-").FullName;

        Assert.Equal(ExitCode.Done, CommandLine.Run(["dashboards", "--output", made, "--phase", "magnetite", "--phase", "wustite"], TextWriter.Null, Silent(), default));

        Assert.Contains("last(\\\"phase_magnetite\\\") - last(\\\"phase_magnetite_sigma\\\")", File.ReadAllText(Path.Combine(made, "influxql/dashboards/exafs-overview.json")), StringComparison.Ordinal);
        Assert.Contains("phase_wustite", File.ReadAllText(Path.Combine(made, "sql/dashboards/exafs-overview.json")), StringComparison.Ordinal);
        Assert.DoesNotContain("phase_bcc", File.ReadAllText(Path.Combine(made, "flux/dashboards/exafs-overview.json")), StringComparison.Ordinal);
        Assert.Equal(ExitCode.WrongUsage, CommandLine.Run(["dashboards", "--output", made, "--phase", "b'cc"], TextWriter.Null, Silent(), default));
        Directory.Delete(made, recursive: true);
    }

    [Theory]
    [InlineData("influxql")]
    [InlineData("flux")]
    [InlineData("sql")]
    public void AddressesAndSecrets_ComeFromTheEnvironment(string variant)
    {
        JsonNode[] sources = [.. GrafanaFolder.Yaml($"{variant}/provisioning/datasources/exafs.yaml")["datasources"]!.AsArray().Select(source => source!)];

        Assert.All(sources, source => Assert.StartsWith("$", (string?)source["url"], StringComparison.Ordinal));
        Assert.All(sources.SelectMany(source => source["secureJsonData"]?.AsObject() ?? []), secret => Assert.Matches("^(Token )?\\$INFLUX_TOKEN$", (string?)secret.Value));
        Assert.Equal("$EXAFS_ALERT_WEBHOOK", (string?)GrafanaFolder.Yaml($"{variant}/provisioning/alerting/contact-points.yaml")["contactPoints"]![0]!["receivers"]![0]!["settings"]!["url"]);
        Assert.Equal(["exafs-influxdb", "exafs-prometheus"], sources.Select(source => (string)source["uid"]!));
    }

    [Theory]
    [InlineData("influxql")]
    [InlineData("flux")]
    [InlineData("sql")]
    public void Provisioning_NamesFoldersDashboardsAndReceivers_ThatAreThere(string variant)
    {
        string[] folders = [.. GrafanaFolder.Yaml($"{variant}/provisioning/dashboards/exafs.yaml")["providers"]!.AsArray().Select(provider => (string)provider!["options"]!["path"]!)];
        Assert.All(folders, folder => Assert.NotEmpty(Directory.GetFiles(folder.Replace("$EXAFS_GRAFANA", GrafanaFolder.Path, StringComparison.Ordinal), "*.json")));
        Assert.Equal((string?)GrafanaFolder.Yaml($"{variant}/provisioning/alerting/contact-points.yaml")["contactPoints"]![0]!["name"], (string?)GrafanaFolder.Yaml($"{variant}/provisioning/alerting/policies.yaml")["policies"]![0]!["receiver"]);

        string[] boards = [.. GrafanaFolder.Boards(variant).Concat(GrafanaFolder.Boards("health")).Select(file => (string)GrafanaFolder.Json(file)["uid"]!)];
        JsonNode[] rules = [.. GrafanaFolder.Rules(variant)];
        Assert.Equal(7, rules.Length);
        foreach (JsonNode rule in rules)
        {
            Assert.Contains((string?)rule["annotations"]!["__dashboardUid__"], boards);
            string[] ids = [.. rule["data"]!.AsArray().Select(data => (string)data!["refId"]!)];
            Assert.Equal(ids.Distinct(), ids);
            Assert.Equal(ids[^1], (string?)rule["condition"]);
            Assert.All(rule["data"]!.AsArray(), data => Assert.Contains((string?)data!["datasourceUid"], new[] { "exafs-influxdb", "exafs-prometheus", "__expr__" }));
            Assert.All(rule["data"]!.AsArray().SelectMany(data => Ids().Matches((string?)data!["model"]!["expression"] ?? "")), id => Assert.Contains(id.Value, ids));
            Assert.DoesNotContain("$", rule["annotations"]!.ToJsonString(), StringComparison.Ordinal); // Grafana would put the environment there
        }
    }

    [Theory]
    [InlineData("influxql")]
    [InlineData("flux")]
    [InlineData("sql")]
    public void Variables_ThatQueriesChooseBy_AreThoseOfTheirDashboard(string variant)
    {
        foreach (string file in GrafanaFolder.Boards(variant))
        {
            JsonNode board = GrafanaFolder.Json(file);
            string[] used = [.. Variables().Matches(board.ToJsonString(s_plain)).Select(match => match.Groups[1].Value).Distinct().Order()];
            Assert.Equal(board["templating"]!["list"]!.AsArray().Select(variable => (string)variable!["name"]!).Order(), used);
            foreach (JsonNode? mark in board["annotations"]!["list"]!.AsArray().Where(_ => variant == "influxql"))
                Assert.Equal((string?)mark!["target"]!["query"], (string?)mark["query"]); // older Grafanas read the latter
        }
    }

    private static readonly JsonSerializerOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static IAnsiConsole Silent() => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) });

    private static SortedDictionary<string, string> Files(string folder) =>
        new(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(file => Path.GetRelativePath(folder, file), File.ReadAllText), StringComparer.Ordinal);

    [GeneratedRegex("[A-Za-z]+")]
    private static partial Regex Ids();

    [GeneratedRegex(@"\$\{(\w+)(?::regex)?\}")]
    private static partial Regex Variables();
}
