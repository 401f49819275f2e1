using System.Text.Json.Nodes;

namespace Exafs.Lab.Dashboards.Queries;

/// <summary>SQL: InfluxDB 3.</summary>
internal sealed class Sql : IQueryLanguage
{
    public string Folder => "sql";

    public string Version => "SQL";

    public string Text(StoredQuery query) => query switch
    {
        LastOfInterval last => $"SELECT $__dateBin(time) AS time, {string.Join(", ", last.Quantities.SelectMany(Selected))}{From(query)} GROUP BY 1 ORDER BY 1",
        CountOfInterval count => $"SELECT $__dateBin(time) AS time, count(\"scan_id\") AS \"{count.Label}\"{From(query)} GROUP BY 1 ORDER BY 1",
        BinsOfInterval bins => $"SELECT $__dateBin(time) AS time, {string.Join(", ", bins.Bins.Select(bin => $"{Last(bin)} AS \"{bin}\""))}{From(query)} GROUP BY 1 ORDER BY 1",
        NewestRows rows => $"SELECT time, {string.Join(", ", rows.Columns.Select(column => $"\"{column.Name}\" AS \"{column.Label}\""))}{From(query)} ORDER BY time DESC LIMIT {rows.Limit}",
        EventMarks => $"SELECT time, \"title\", \"text\", concat(\"kind\", ',', \"cause\") AS \"tags\"{From(query)} ORDER BY time",
        ValuesOf values => $"SELECT DISTINCT \"{values.Column}\"{From(query)} AND \"{values.Column}\" IS NOT NULL ORDER BY 1",
        _ => throw new ArgumentException($"no SQL for {query}"),
    };

    public JsonObject Target(StoredQuery query, bool series = false) => new()
    {
        ["rawSql"] = Text(query),
        ["rawQuery"] = true,
        ["editorMode"] = "code",
        ["format"] = series ? "time_series" : "table",
    };

    public JsonObject Annotation(EventMarks query)
    {
        var target = Target(query);
        target["refId"] = "Anno";
        return new() { ["target"] = target, ["mappings"] = Mappings("time") };
    }

    public JsonObject Connection() => new()
    {
        ["jsonData"] = new JsonObject
        {
            ["version"] = Version,
            ["dbName"] = "$INFLUX_BUCKET",
            ["httpMode"] = "POST",
            ["timeInterval"] = "1s",
            ["insecureGrpc"] = true,
        },
        ["secureJsonData"] = new JsonObject { ["token"] = "$INFLUX_TOKEN" },
    };

    /// <summary>Which column is what of a mark.</summary>
    internal static JsonObject Mappings(string time) => new()
    {
        ["time"] = new JsonObject { ["source"] = "field", ["value"] = time },
        ["title"] = new JsonObject { ["source"] = "field", ["value"] = "title" },
        ["text"] = new JsonObject { ["source"] = "field", ["value"] = "text" },
        ["tags"] = new JsonObject { ["source"] = "field", ["value"] = "tags" },
    };

    private static IEnumerable<string> Selected(Quantity quantity)
    {
        var value = Last(quantity.Field);
        yield return $"{value} AS \"{quantity.Label}\"";
        if (quantity.Sigma is not { } sigma) yield break;
        yield return $"{value} - {Last(sigma)} AS \"{quantity.Low}\"";
        yield return $"{value} + {Last(sigma)} AS \"{quantity.High}\"";
    }

    private static string Last(string field) => $"selector_last(\"{field}\", time)['value']";

    private static string From(StoredQuery query)
    {
        var conditions = new List<string> { "$__timeFilter(time)" };
        conditions.AddRange(query.Choices.Select(choice => $"coalesce(\"{choice.Column}\", '') ~ '^${{{choice.Variable}:regex}}$'"));
        if (query.Only is { } only) conditions.Add($"\"{only.Column}\" IN ({string.Join(", ", only.Values.Select(value => $"'{value}'"))})");
        return $" FROM \"{query.Measurement}\" WHERE {string.Join(" AND ", conditions)}";
    }
}
