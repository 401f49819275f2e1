using System.Text.Json.Nodes;

namespace Exafs.Lab.Dashboards.Queries;

/// <summary>InfluxQL: InfluxDB 1.8 and later, 2 by its API of version 1, 3.</summary>
internal sealed class InfluxQl : IQueryLanguage
{
    public string Folder => "influxql";

    public string Version => "InfluxQL";

    public string Text(StoredQuery query) => query switch
    {
        LastOfInterval last => $"SELECT {string.Join(", ", last.Quantities.SelectMany(Selected))}{From(query)} GROUP BY time($__interval) fill(none)",
        CountOfInterval count => $"SELECT count(\"scan_id\") AS \"{count.Label}\"{From(query)} GROUP BY time($__interval) fill(none)",
        // Empty intervals stay, since the first two tell Grafana how wide a cell is.
        BinsOfInterval bins => $"SELECT last(/^{bins.Prefix}/){From(query)} GROUP BY time($__interval) fill(null)",
        NewestRows rows => $"SELECT {string.Join(", ", rows.Columns.Select(column => $"\"{column.Name}\" AS \"{column.Label}\""))}{From(query)} ORDER BY time DESC LIMIT {rows.Limit}",
        EventMarks => $"SELECT \"title\", \"text\", \"kind\", \"cause\"{From(query)}",
        ValuesOf { IsTag: true } values => $"SHOW TAG VALUES FROM \"{values.Measurement}\" WITH KEY = \"{values.Column}\"",
        ValuesOf values => $"SELECT DISTINCT(\"{values.Column}\"){From(query)}",
        _ => throw new ArgumentException($"no InfluxQL for {query}"),
    };

    public JsonObject Target(StoredQuery query, bool series = false) => new()
    {
        ["query"] = Text(query),
        ["rawQuery"] = true,
        ["resultFormat"] = series ? "time_series" : "table",
    };

    // In the place where Grafana looked for it first, and where it looks since it has targets.
    public JsonObject Annotation(EventMarks query)
    {
        JsonObject Marks() => new()
        {
            ["query"] = Text(query),
            ["titleColumn"] = "title",
            ["textColumn"] = "text",
            ["tagsColumn"] = "kind,cause",
        };
        var annotation = Marks();
        annotation["target"] = Marks();
        annotation["target"]!["refId"] = "Anno";
        annotation["target"]!["fromAnnotations"] = true;
        annotation["target"]!["rawQuery"] = true;
        return annotation;
    }

    public JsonObject Connection() => new()
    {
        ["jsonData"] = new JsonObject
        {
            ["version"] = Version,
            ["dbName"] = "$INFLUX_BUCKET",
            ["httpMode"] = "POST",
            ["timeInterval"] = "1s",
            ["httpHeaderName1"] = "Authorization",
        },
        ["secureJsonData"] = new JsonObject { ["httpHeaderValue1"] = "Token $INFLUX_TOKEN" },
    };

    private static IEnumerable<string> Selected(Quantity quantity)
    {
        var value = $"last(\"{quantity.Field}\")";
        yield return $"{value} AS \"{quantity.Label}\"";
        if (quantity.Sigma is not { } sigma) yield break;
        yield return $"{value} - last(\"{sigma}\") AS \"{quantity.Low}\"";
        yield return $"{value} + last(\"{sigma}\") AS \"{quantity.High}\"";
    }

    private static string From(StoredQuery query)
    {
        var conditions = new List<string> { "$timeFilter" };
        conditions.AddRange(query.Choices.Select(choice => $"\"{choice.Column}\" =~ /^${{{choice.Variable}:regex}}$/"));
        if (query.Only is { } only) conditions.Add($"({string.Join(" OR ", only.Values.Select(value => $"\"{only.Column}\" = '{value}'"))})");
        return $" FROM \"{query.Measurement}\" WHERE {string.Join(" AND ", conditions)}";
    }
}
