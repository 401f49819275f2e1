using System.Text.Json.Nodes;
using Exafs.Lab.Dashboards.Queries;

namespace Exafs.Lab.Dashboards.Panels;

/// <summary>How often each value of a column of text is there, as bars. Grafana counts, since not every language groups by fields.</summary>
/// <param name="Title">A few words.</param>
/// <param name="Description">What it shows.</param>
/// <param name="Newest">The rows that are counted; the first column is what they are counted by, the second is there for every row.</param>
internal sealed record Tally(string Title, string Description, NewestRows Newest) : Panel(Title, Description, Newest)
{
    public override string Type => "barchart";

    public override JsonObject Options() => new()
    {
        ["orientation"] = "horizontal",
        ["xField"] = Newest.Columns[0].Label,
        ["xTickLabelRotation"] = 0,
        ["xTickLabelMaxLength"] = 40,
        ["barWidth"] = 0.8,
        ["groupWidth"] = 0.7,
        ["fullHighlight"] = false,
        ["showValue"] = "auto",
        ["stacking"] = "none",
        ["legend"] = new JsonObject { ["showLegend"] = false, ["displayMode"] = "list", ["placement"] = "bottom", ["calcs"] = new JsonArray() },
        ["tooltip"] = new JsonObject { ["mode"] = "single", ["sort"] = "none" },
    };

    public override JsonObject Custom() => new() { ["fillOpacity"] = 70, ["lineWidth"] = 1 };

    public override JsonArray Transformations() =>
    [
        new JsonObject
        {
            ["id"] = "groupBy",
            ["options"] = new JsonObject
            {
                ["fields"] = new JsonObject
                {
                    [Newest.Columns[0].Label] = new JsonObject { ["operation"] = "groupby", ["aggregations"] = new JsonArray() },
                    [Newest.Columns[1].Label] = new JsonObject { ["operation"] = "aggregate", ["aggregations"] = new JsonArray("count") },
                },
            },
        },
    ];
}
