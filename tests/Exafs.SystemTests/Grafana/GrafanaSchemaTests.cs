using System.Text.Json.Nodes;

namespace Exafs.SystemTests.Grafana;

/// <summary>Every dashboard against the types that Grafana publishes as @grafana/schema: no unknown key, no value of another type.</summary>
[Collection(GrafanaGroup.Name)]
public sealed class GrafanaSchemaTests(GrafanaChecks checks)
{
    public static TheoryData<string, string> Mistakes => new()
    {
        { "panels/0/gridPos/width", "3" },
        { "panels/4/tpye", "\"x\"" },
        { "panels/4/fieldConfig/defaults/custom/drawStyle", "\"lines\"" },
        { "panels/4/options/legend/displayMode", "\"lst\"" },
        { "panels/4/fieldConfig/overrides/1/properties/1/id", "\"custom.lineWidht\"" },
        { "templating/list/1/refresh", "9" },
        { "annotations/list/0/iconColour", "\"red\"" },
        { "refresh", "10" },
    };

    [Fact]
    public async Task Dashboards_AllOfThem_AreOfGrafanasTypes()
    {
        string[] files = [.. GrafanaFolder.Variants.Append("health").SelectMany(GrafanaFolder.Boards)];
        Assert.Equal(13, files.Length);

        JsonNode[] answers = await GrafanaChecks.AskAsync(files.Select(file => new JsonObject { ["board"] = GrafanaFolder.Json(file) }));

        Assert.Empty(files.Zip(answers).SelectMany(pair => GrafanaChecks.Errors(pair.Second).Select(error => $"{pair.First}: {error}")));
    }

    [Fact]
    public async Task Check_OfEachMistake_FindsIt()
    {
        Assert.NotNull(checks);
        string[] paths = [.. Mistakes.Select(mistake => (string)mistake[0])];

        JsonNode[] answers = await GrafanaChecks.AskAsync(Mistakes.Select(mistake => new JsonObject { ["board"] = Mistaken((string)mistake[0], (string)mistake[1]) }));

        Assert.Empty(paths.Zip(answers).Where(pair => GrafanaChecks.Errors(pair.Second).Length == 0).Select(pair => pair.First));
    }

    private static JsonNode Mistaken(string path, string value)
    {
        JsonNode board = GrafanaFolder.Json("influxql/dashboards/exafs-overview.json");
        string[] steps = path.Split('/');
        JsonNode at = board;
        foreach (string step in steps[..^1])
            at = int.TryParse(step, out int index) ? at[index]! : at[step]!;
        at[steps[^1]] = JsonNode.Parse(value);
        return board;
    }
}
