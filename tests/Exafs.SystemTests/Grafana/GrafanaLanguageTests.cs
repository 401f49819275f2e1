using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Exafs.SystemTests.Grafana;

/// <summary>Flux and SQL, for which there is no server here: by the parser of Flux, with its types, and by that of DataFusion, which InfluxDB 3 is made of. Names are held against what is really written.</summary>
[Collection(GrafanaGroup.Name)]
public sealed partial class GrafanaLanguageTests(InfluxWithRun influx, GrafanaChecks checks)
{
    // What InfluxDB 3 documents of these; a parser knows no functions.
    private static readonly string[] s_functions = ["date_bin", "selector_last", "count", "coalesce", "concat"];

    [Theory]
    [InlineData("flux")]
    [InlineData("sql")]
    public async Task Queries_AllOfThem_AreValidAndNameWhatIsWritten(string variant)
    {
        GrafanaQuery[] queries = [.. GrafanaFolder.Queries(variant)];
        Dictionary<string, HashSet<string>> written = await influx.WrittenAsync();

        JsonNode[] answers = await AskAsync(queries.Select(query => query.SentForAll()), variant);

        foreach ((GrafanaQuery query, JsonNode answer) in queries.Zip(answers))
        {
            Assert.True(GrafanaChecks.Errors(answer).Length == 0, $"{query.Name}: {string.Join("; ", GrafanaChecks.Errors(answer))}\n{query.Text}");
            string measurement = Assert.Single(GrafanaChecks.Texts(answer, "measurements"));
            string[] names = GrafanaChecks.Texts(answer, "names");
            Assert.NotEmpty(names);
            string[] unknown = [.. names.Where(column => !written[measurement].Contains(column))];
            Assert.True(unknown.Length == 0, $"{query.Name}: {string.Join(", ", unknown)} is not written\n{query.Text}");
            Assert.Empty(GrafanaChecks.Texts(answer, "functions").Except(s_functions));
        }
    }

    [Theory]
    [InlineData("flux")]
    [InlineData("sql")]
    public async Task Panels_InEveryLanguage_ShowTheSameColumns(string variant)
    {
        GrafanaQuery[] queries = [.. GrafanaFolder.Queries(variant)], influxQl = [.. GrafanaFolder.Queries("influxql")];
        Assert.Equal(influxQl.Select(query => query.Name), queries.Select(query => query.Name));

        JsonNode[] answers = await AskAsync(queries.Select(query => query.SentForAll()), variant);

        int compared = 0;
        foreach ((GrafanaQuery query, JsonNode answer) in influxQl.Zip(answers).Where(pair => Label().IsMatch(pair.First.Text)))
        {
            Assert.Equal(Label().Matches(query.Text).Select(match => match.Groups[1].Value), GrafanaChecks.Texts(answer, "labels"));
            compared++;
        }

        Assert.True(compared > 20, $"only {compared} were compared");
    }

    [Theory]
    [InlineData("flux", "from(bucket: \"exafs\") |> range(start: -1h")]
    [InlineData("flux", "from(bucket: \"exafs\") |> range(begin: -1h)")]
    [InlineData("flux", "from(bucket: \"exafs\") |> range(start: -1h) |> aggregatWindow(every: 1m, fn: last)")]
    [InlineData("sql", "SELECT time FROM WHERE time > 0")]
    [InlineData("sql", "SELECT count(\"scan_id\" FROM \"exafs_scan\"")]
    public async Task Check_OfAQueryThatIsNone_SaysSo(string variant, string text) =>
        Assert.NotEmpty(GrafanaChecks.Errors(Assert.Single(await AskAsync([text], variant))));

    private Task<JsonNode[]> AskAsync(IEnumerable<string> texts, string variant)
    {
        Assert.NotNull(checks);
        return GrafanaChecks.AskAsync(texts.Select(text => new JsonObject { [variant] = text }));
    }

    [GeneratedRegex("AS \"([^\"]+)\"")]
    private static partial Regex Label();
}
