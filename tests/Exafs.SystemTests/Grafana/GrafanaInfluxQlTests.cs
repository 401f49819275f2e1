using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Exafs.SystemTests.Grafana;

/// <summary>Every query in InfluxQL, asked of Debian's influxd with a run in it.</summary>
[Collection(GrafanaGroup.Name)]
public sealed class GrafanaInfluxQlTests(InfluxWithRun influx)
{
    public static TheoryData<string> Names => new(GrafanaFolder.Queries("influxql").Select(query => query.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Query_OfARun_HasRowsAndANumberInEveryColumn(string name)
    {
        GrafanaQuery query = Query(name);

        var answer = await influx.AskAsync(query.SentForAll());

        Assert.True(answer is { Rows.Length: > 0 }, $"no rows: {query.Text}");
        for (int i = 0; i < answer.Value.Columns.Length; i++)
            Assert.True(answer.Value.Rows.Any(row => row[i].ValueKind is not JsonValueKind.Null), $"{answer.Value.Columns[i]} is empty: {query.Text}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Query_WithChoices_ChoosesByEachOfThem(string name)
    {
        GrafanaQuery query = Query(name);
        if (!query.HasChoices)
            return;
        var chosen = new Dictionary<string, string> { ["beamline"] = "P65", ["element"] = "(Fe|Cu)", ["run"] = "run", ["quality"] = "good" };

        Assert.NotNull(await influx.AskAsync(query.Sent(variable => chosen[variable])));
        foreach (string other in chosen.Keys.Where(variable => query.Text.Contains($"${{{variable}:", StringComparison.Ordinal)))
            Assert.Null(await influx.AskAsync(query.Sent(variable => variable == other ? "neither" : ".*")));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Panel_NamesOfFields_AreColumnsOfItsQueries(string name)
    {
        if (Query(name).Panel is not { } panel)
            return;
        var columns = new List<string>();
        foreach (GrafanaQuery query in GrafanaFolder.Queries("influxql").Where(query => query.Panel?["id"] is { } id && Same(query, name) && (int)id == (int)panel["id"]!))
            columns.AddRange((await influx.AskAsync(query.SentForAll()))!.Value.Columns);

        string[] unknown = [.. NamedFields(panel).Except(columns)];

        Assert.True(unknown.Length == 0, $"{string.Join(", ", unknown)}: not among {string.Join(", ", columns)}");
    }

    [Theory]
    [InlineData("exafs-rdf", 1.80, 85)]
    [InlineData("exafs-chir", 0, 161)]
    public async Task Map_Columns_AreTheBinsOfRByTheirNumbers(string board, double first, int bins)
    {
        GrafanaQuery query = GrafanaFolder.Queries("influxql").Single(one => one.Name.StartsWith($"{board} panel 1 ", StringComparison.Ordinal));
        JsonNode rename = query.Panel!["transformations"]!.AsArray().Single(step => (string?)step!["id"] == "renameByRegex")!["options"]!;
        var answer = (await influx.AskAsync(query.SentForAll()))!.Value;

        string[] rows = [.. answer.Columns.Skip(1).Select(column => Regex.Replace(column, (string)rename["regex"]!, (string)rename["renamePattern"]!))];

        Assert.Equal("time", answer.Columns[0]);
        Assert.Equal(Enumerable.Range(0, bins).Select(i => (first + (0.05 * i)).ToString("00.00", CultureInfo.InvariantCulture)), rows);
        double[] times = [.. answer.Rows.Select(row => row[0].GetDouble() / 1e9)];
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.Equal(10, pair.Second - pair.First, 1e-6));
    }

    [Fact]
    public async Task Query_WithAMisspeltField_IsFound()
    {
        GrafanaQuery query = GrafanaFolder.Queries("influxql").First(one => one.Text.Contains("n1_sigma", StringComparison.Ordinal));

        var answer = await influx.AskAsync(query.SentForAll().Replace("n1_sigma", "n1_sigmo", StringComparison.Ordinal));

        Assert.Contains(Enumerable.Range(0, answer!.Value.Columns.Length), i => answer.Value.Rows.All(row => row[i].ValueKind == JsonValueKind.Null));
    }

    private static GrafanaQuery Query(string name) => GrafanaFolder.Queries("influxql").Single(query => query.Name == name);

    private static bool Same(GrafanaQuery query, string name) => query.Name.Split(' ')[0] == name.Split(' ')[0];

    // By exceptions for single fields, bands, the order of columns, and what is counted.
    private static IEnumerable<string> NamedFields(JsonNode panel)
    {
        foreach (JsonNode? field in panel["fieldConfig"]!["overrides"]!.AsArray())
        {
            yield return (string)field!["matcher"]!["options"]!;
            foreach (JsonNode? property in field["properties"]!.AsArray())
                if ((string?)property!["id"] == "custom.fillBelowTo")
                    yield return (string)property["value"]!;
        }

        foreach (JsonNode? step in panel["transformations"]?.AsArray() ?? [])
        {
            foreach ((string column, _) in (step!["options"]!["indexByName"] ?? step["options"]!["fields"])?.AsObject() ?? [])
                if (column is not ("Time" or "time" or "_time"))
                    yield return column;
        }

        if ((string?)panel["options"]!["xField"] is { } counted)
            yield return counted;
    }
}
