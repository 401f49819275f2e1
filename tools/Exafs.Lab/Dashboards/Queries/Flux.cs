using System.Text.Json.Nodes;

namespace Exafs.Lab.Dashboards.Queries;

/// <summary>Flux: InfluxDB 2.</summary>
internal sealed class Flux : IQueryLanguage
{
    private const string LastOfWindow = "  |> aggregateWindow(every: v.windowPeriod, fn: last, column: \"scan_id\", timeSrc: \"_start\", createEmpty: false)\n  |> group()\n";

    public string Folder => "flux";

    public string Version => "Flux";

    public string Text(StoredQuery query) => query switch
    {
        LastOfInterval last => Scans(query, [.. last.Quantities.SelectMany(quantity => new[] { quantity.Field, quantity.Sigma }).OfType<string>()])
            + LastOfWindow + $"  |> map(fn: (r) => ({{_time: r._time, {string.Join(", ", last.Quantities.SelectMany(Mapped))}}}))",
        CountOfInterval count => Scans(query, [])
            + $"  |> aggregateWindow(every: v.windowPeriod, fn: count, column: \"scan_id\", timeSrc: \"_start\", createEmpty: false)\n  |> group()\n  |> map(fn: (r) => ({{_time: r._time, \"{count.Label}\": r.scan_id}}))",
        BinsOfInterval bins => Scans(query, [], $" or r._field =~ /^{bins.Prefix}/")
            + LastOfWindow + $"  |> keep(fn: (column) => column == \"_time\" or column =~ /^{bins.Prefix}/)",
        NewestRows rows => Scans(query, [.. rows.Columns.Where(column => !column.IsTag).Select(column => column.Name)])
            + "  |> group()\n  |> sort(columns: [\"_time\"], desc: true)\n" + $"  |> limit(n: {rows.Limit})\n  |> map(fn: (r) => ({{_time: r._time, {string.Join(", ", rows.Columns.Select(column => $"\"{column.Label}\": r.{column.Name}"))}}}))",
        EventMarks => Scans(query, ["title", "text"])
            + "  |> group()\n  |> sort(columns: [\"_time\"])\n  |> map(fn: (r) => ({_time: r._time, title: r.title, text: r.text, tags: r.kind + \",\" + r.cause}))",
        ValuesOf { IsTag: true } values => "import \"influxdata/influxdb/schema\"\n\n"
            + $"schema.tagValues(bucket: v.defaultBucket, tag: \"{values.Column}\", predicate: (r) => r._measurement == \"{values.Measurement}\", start: v.timeRangeStart, stop: v.timeRangeStop)",
        ValuesOf values => Measured(query)
            + $"  |> filter(fn: (r) => r._field == \"{values.Column}\")\n  |> keep(columns: [\"_value\"])\n  |> group()\n  |> distinct()\n  |> sort()",
        _ => throw new ArgumentException($"no Flux for {query}"),
    };

    public JsonObject Target(StoredQuery query, bool series = false) => new() { ["query"] = Text(query) };

    public JsonObject Annotation(EventMarks query)
    {
        var target = Target(query);
        target["refId"] = "Anno";
        return new() { ["target"] = target, ["mappings"] = Sql.Mappings("_time") };
    }

    public JsonObject Connection() => new()
    {
        ["jsonData"] = new JsonObject
        {
            ["version"] = Version,
            ["organization"] = "$INFLUX_ORG",
            ["defaultBucket"] = "$INFLUX_BUCKET",
            ["timeInterval"] = "1s",
        },
        ["secureJsonData"] = new JsonObject { ["token"] = "$INFLUX_TOKEN" },
    };

    private static string Measured(StoredQuery query) => $"""
        from(bucket: v.defaultBucket)
          |> range(start: v.timeRangeStart, stop: v.timeRangeStop)
          |> filter(fn: (r) => r._measurement == "{query.Measurement}")

        """;

    // One row per point, with the fields that are asked for; in one table, in the order of time.
    private static string Scans(StoredQuery query, IEnumerable<string> fields, string orBins = "")
    {
        var text = Measured(query);
        foreach (var choice in query.Choices.Where(choice => choice.IsTag)) text += $"  |> filter(fn: (r) => {Chosen(choice)})\n";
        if (query.Only is { IsTag: true } tagged) text += $"  |> filter(fn: (r) => {Either(tagged)})\n";
        var needed = fields.Append("scan_id")
            .Concat(query.Choices.Where(choice => !choice.IsTag).Select(choice => choice.Column))
            .Concat(query.Only is { IsTag: false, Column: var column } ? [column] : [])
            .Distinct();
        text += $"  |> filter(fn: (r) => {string.Join(" or ", needed.Select(field => $"r._field == \"{field}\""))}{orBins})\n";
        text += "  |> pivot(rowKey: [\"_time\"], columnKey: [\"_field\"], valueColumn: \"_value\")\n";
        foreach (var choice in query.Choices.Where(choice => !choice.IsTag)) text += $"  |> filter(fn: (r) => {Chosen(choice)})\n";
        if (query.Only is { IsTag: false } stored) text += $"  |> filter(fn: (r) => {Either(stored)})\n";
        return text + "  |> group(columns: [\"_start\", \"_stop\"])\n  |> sort(columns: [\"_time\"])\n";
    }

    private static string Chosen(Choice choice) => $"(if exists r.{choice.Column} then r.{choice.Column} else \"\") =~ /^${{{choice.Variable}:regex}}$/";

    private static string Either(Condition only) => string.Join(" or ", only.Values.Select(value => $"r.{only.Column} == \"{value}\""));

    private static IEnumerable<string> Mapped(Quantity quantity)
    {
        yield return $"\"{quantity.Label}\": r.{quantity.Field}";
        if (quantity.Sigma is not { } sigma) yield break;
        yield return $"\"{quantity.Low}\": r.{quantity.Field} - r.{sigma}";
        yield return $"\"{quantity.High}\": r.{quantity.Field} + r.{sigma}";
    }
}
