using System.Text.Json.Nodes;
using Exafs.Lab.Dashboards.Panels;
using Exafs.Lab.Dashboards.Queries;

namespace Exafs.Lab.Dashboards.Boards;

/// <summary>A dashboard as Grafana reads it.</summary>
/// <param name="language">In which InfluxDB is asked.</param>
internal sealed class DashboardJson(IQueryLanguage language)
{
    /// <summary>Uids of the data sources; a dashboard can be turned to another one by its variable.</summary>
    public const string InfluxUid = "exafs-influxdb", PrometheusUid = "exafs-prometheus";

    /// <summary>Of Grafana 10.4; later ones read it and bring it up to date.</summary>
    private const int SchemaVersion = 39;

    private static readonly JsonObject s_influx = new() { ["type"] = "influxdb", ["uid"] = "${datasource}" };
    private static readonly JsonObject s_prometheus = new() { ["type"] = "prometheus", ["uid"] = "${datasource}" };

    public JsonObject Of(Dashboard board) => new()
    {
        ["uid"] = board.Uid,
        ["title"] = board.Title,
        ["description"] = board.Description,
        ["tags"] = new JsonArray("exafs"),
        ["schemaVersion"] = SchemaVersion,
        ["version"] = 1,
        ["editable"] = true,
        ["timezone"] = "browser",
        ["graphTooltip"] = 1,
        ["refresh"] = board.Refresh,
        ["time"] = new JsonObject { ["from"] = board.From, ["to"] = "now" },
        ["timepicker"] = new JsonObject { ["refresh_intervals"] = new JsonArray("5s", "10s", "30s", "1m", "5m", "15m") },
        ["links"] = new JsonArray(new JsonObject
        {
            ["type"] = "dashboards",
            ["tags"] = new JsonArray("exafs"),
            ["title"] = "EXAFS",
            ["tooltip"] = "",
            ["icon"] = "external link",
            ["asDropdown"] = false,
            ["includeVars"] = !board.OfMetrics,
            ["keepTime"] = true,
            ["targetBlank"] = false,
        }),
        ["annotations"] = new JsonObject { ["list"] = board.OfMetrics ? new JsonArray() : Marks() },
        ["templating"] = new JsonObject { ["list"] = Variables(board) },
        ["panels"] = Panels(board),
    };

    private static JsonObject Source(bool metrics) => (JsonObject)(metrics ? s_prometheus : s_influx).DeepClone();

    private JsonArray Marks() =>
    [
        Mark("Changes", "red", Condition.Tag("kind", Asked.StructuralKinds)),
        Mark("Instrument", "gray", Condition.Tag("kind", "instrument")),
    ];

    private JsonObject Mark(string name, string color, Condition only)
    {
        var mark = language.Annotation(new EventMarks(Asked.Event) { Choices = Asked.Choices, Only = only });
        mark["name"] = name;
        mark["datasource"] = Source(metrics: false);
        mark["enable"] = true;
        mark["iconColor"] = color;
        return mark;
    }

    private JsonArray Variables(Dashboard board)
    {
        var (kind, name, uid) = board.OfMetrics ? ("prometheus", "EXAFS Prometheus", PrometheusUid) : ("influxdb", "EXAFS InfluxDB", InfluxUid);
        var variables = new JsonArray(new JsonObject
        {
            ["type"] = "datasource",
            ["name"] = "datasource",
            ["label"] = "Data source",
            ["query"] = kind,
            ["regex"] = "",
            ["refresh"] = 1,
            ["multi"] = false,
            ["includeAll"] = false,
            ["current"] = new JsonObject { ["selected"] = true, ["text"] = name, ["value"] = uid },
        });
        foreach (var choice in board.Choices)
            variables.Add(Variable(choice, choice.Variable == "quality" ? Asked.Rdf : Asked.Scan));
        return variables;
    }

    private JsonObject Variable(Choice choice, string measurement) => new()
    {
        ["type"] = "query",
        ["name"] = choice.Variable,
        ["label"] = char.ToUpperInvariant(choice.Variable[0]) + choice.Variable[1..],
        ["datasource"] = Source(metrics: false),
        ["query"] = language.Text(new ValuesOf(measurement, choice.Column, choice.IsTag)),
        ["refresh"] = 2,
        ["sort"] = 1,
        ["multi"] = true,
        ["includeAll"] = true,
        ["allValue"] = ".*",
        ["current"] = new JsonObject { ["selected"] = true, ["text"] = new JsonArray("All"), ["value"] = new JsonArray("$__all") },
    };

    private JsonArray Panels(Dashboard board)
    {
        var (panels, x, y, row) = (new JsonArray(), 0, 0, 0);
        foreach (var (index, panel) in board.Panels.Index())
        {
            if (x + panel.Width > 24) (x, y, row) = (0, y + row, 0);
            panels.Add(PanelOf(board, panel, index + 1, new() { ["x"] = x, ["y"] = y, ["w"] = panel.Width, ["h"] = panel.Height }));
            (x, row) = (x + panel.Width, Math.Max(row, panel.Height));
        }

        return panels;
    }

    private JsonObject PanelOf(Dashboard board, Panel panel, int id, JsonObject place)
    {
        var json = new JsonObject
        {
            ["id"] = id,
            ["type"] = panel.Type,
            ["title"] = panel.Title,
            ["description"] = panel.Description,
            ["gridPos"] = place,
            ["datasource"] = Source(board.OfMetrics),
            ["targets"] = new JsonArray([.. panel.Queries.Select((query, index) => Target(query, ((char)('A' + index)).ToString(), board.OfMetrics))]),
            ["fieldConfig"] = new JsonObject { ["defaults"] = Defaults(panel), ["overrides"] = panel.Overrides() },
            ["options"] = panel.Options(),
        };
        // Below a second SQL's intervals would be none.
        if (!board.OfMetrics) json["interval"] = "1s";
        if (panel is HeatMap) json["maxDataPoints"] = 600;
        if (panel.Transformations() is { Count: > 0 } transformations) json["transformations"] = transformations;
        return json;
    }

    private static JsonObject Defaults(Panel panel)
    {
        var defaults = new JsonObject { ["unit"] = panel.Unit, ["custom"] = panel.Custom() };
        if (panel.Decimals is { } decimals) defaults["decimals"] = decimals;
        if (panel.Range is { } range) (defaults["min"], defaults["max"]) = (range.Min, range.Max);
        var steps = new JsonArray(new JsonObject { ["color"] = "green", ["value"] = null });
        if (panel is Trend { Limit: { } limit }) steps.Add(new JsonObject { ["color"] = "red", ["value"] = limit });
        defaults["thresholds"] = new JsonObject { ["mode"] = "absolute", ["steps"] = steps };
        return defaults;
    }

    private JsonObject Target(PanelQuery query, string refId, bool metrics)
    {
        var target = query switch
        {
            Metric metric => new() { ["expr"] = metric.Expression, ["legendFormat"] = metric.Legend, ["editorMode"] = "code", ["range"] = true },
            StoredQuery stored => language.Target(stored),
            _ => throw new ArgumentException($"no target for {query}"),
        };
        target["refId"] = refId;
        target["datasource"] = Source(metrics);
        return target;
    }
}
