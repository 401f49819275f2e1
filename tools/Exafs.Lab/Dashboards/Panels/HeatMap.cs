using System.Text.Json.Nodes;
using Exafs.Lab.Dashboards.Queries;

namespace Exafs.Lab.Dashboards.Panels;

/// <summary>A distribution against time, as colour. Grafana takes one wide frame for that: the time first, then a column per row of the map.</summary>
internal sealed record HeatMap(string Title, string Description, BinsOfInterval Map) : Panel(Title, Description, Map)
{
    public override string Type => "heatmap";

    /// <summary>Unit of what the rows stand for.</summary>
    public string RowUnit { get; init; } = Units.Angstrom;

    public override JsonObject Options() => new()
    {
        ["calculate"] = false,
        ["cellGap"] = 0,
        ["cellValues"] = new JsonObject { ["unit"] = Unit, ["decimals"] = 2 },
        ["color"] = new JsonObject { ["mode"] = "scheme", ["scheme"] = "Viridis", ["fill"] = "dark-orange", ["scale"] = "linear", ["exponent"] = 1, ["steps"] = 64, ["reverse"] = false },
        ["exemplars"] = new JsonObject { ["color"] = "rgba(255,0,255,0.7)" },
        ["legend"] = new JsonObject { ["show"] = true },
        ["rowsFrame"] = new JsonObject { ["layout"] = "auto", ["value"] = Title },
        ["showValue"] = "never",
        ["tooltip"] = new JsonObject { ["mode"] = "single", ["yHistogram"] = false, ["showColorScale"] = true },
        ["yAxis"] = new JsonObject { ["axisPlacement"] = "left", ["reverse"] = false, ["unit"] = RowUnit, ["decimals"] = 2, ["axisLabel"] = "R" },
    };

    public override JsonObject Custom() => new()
    {
        ["hideFrom"] = new JsonObject { ["legend"] = false, ["tooltip"] = false, ["viz"] = false },
        ["scaleDistribution"] = new JsonObject { ["type"] = "linear" },
    };

    // The rows are labelled by what is left of the names: r_02.50, or last_r_02.50, becomes 02.50, which Grafana reads as a number.
    public override JsonArray Transformations() =>
    [
        new JsonObject { ["id"] = "organize", ["options"] = new JsonObject { ["excludeByName"] = new JsonObject(), ["indexByName"] = TimeFirst(), ["renameByName"] = new JsonObject() } },
        new JsonObject { ["id"] = "renameByRegex", ["options"] = new JsonObject { ["regex"] = $"^(?:last_)?{Map.Prefix}(\\d.*)$", ["renamePattern"] = "$1" } },
    ];
}
