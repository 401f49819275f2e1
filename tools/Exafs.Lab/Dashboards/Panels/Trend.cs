using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Exafs.Lab.Dashboards.Queries;

namespace Exafs.Lab.Dashboards.Panels;

/// <summary>Lines against time, with a band of ± one standard error around those that have one.</summary>
internal sealed record Trend(string Title, string Description, params ImmutableArray<PanelQuery> Queries) : Panel(Title, Description, Queries)
{
    private static readonly ImmutableArray<string> s_colors = ["blue", "orange", "green", "purple", "red", "yellow"];

    public override string Type => "timeseries";

    /// <summary>Bars beside each other, for counts.</summary>
    public bool Bars { get; init; }

    /// <summary>A logarithmic axis.</summary>
    public bool Logarithmic { get; init; }

    /// <summary>A limit that is drawn; null: none.</summary>
    public double? Limit { get; init; }

    public override JsonObject Options() => new()
    {
        ["legend"] = new JsonObject { ["showLegend"] = true, ["displayMode"] = "list", ["placement"] = "bottom", ["calcs"] = new JsonArray("lastNotNull") },
        ["tooltip"] = new JsonObject { ["mode"] = "multi", ["sort"] = "none" },
    };

    public override JsonObject Custom() => new()
    {
        ["drawStyle"] = Bars ? "bars" : "line",
        ["lineWidth"] = 1,
        ["fillOpacity"] = Bars ? 60 : 0,
        ["showPoints"] = Bars ? "never" : "auto",
        ["pointSize"] = 4,
        ["spanNulls"] = false,
        ["stacking"] = new JsonObject { ["mode"] = Bars ? "normal" : "none" },
        ["scaleDistribution"] = Logarithmic ? new JsonObject { ["type"] = "log", ["log"] = 10 } : new JsonObject { ["type"] = "linear" },
        ["thresholdsStyle"] = new JsonObject { ["mode"] = Limit is null ? "off" : "dashed" },
    };

    public override JsonArray Overrides()
    {
        var overrides = new JsonArray();
        foreach (var (index, quantity) in Queries.OfType<LastOfInterval>().SelectMany(query => query.Quantities).Index())
        {
            var color = s_colors[index % s_colors.Length];
            overrides.Add(Override(quantity.Label, ("color", Fixed(color))));
            if (quantity.Sigma is null) continue;
            overrides.Add(Override(quantity.Low, ("color", Fixed(color)), ("custom.lineWidth", 0), ("custom.showPoints", "never"), ("custom.hideFrom", OutOfLegend())));
            overrides.Add(Override(quantity.High, ("color", Fixed(color)), ("custom.lineWidth", 0), ("custom.showPoints", "never"), ("custom.hideFrom", OutOfLegend()), ("custom.fillBelowTo", quantity.Low), ("custom.fillOpacity", 20)));
        }

        return overrides;
    }

    private static JsonObject OutOfLegend() => new() { ["legend"] = true, ["tooltip"] = false, ["viz"] = false };

    private static JsonObject Fixed(string color) => new() { ["mode"] = "fixed", ["fixedColor"] = color };

    private static JsonObject Override(string field, params (string Id, JsonNode Value)[] properties) => new()
    {
        ["matcher"] = new JsonObject { ["id"] = "byName", ["options"] = field },
        ["properties"] = new JsonArray([.. properties.Select(property => new JsonObject { ["id"] = property.Id, ["value"] = property.Value })]),
    };
}
