using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Exafs.Lab.Dashboards.Queries;

namespace Exafs.Lab.Dashboards.Panels;

/// <summary>The latest number, large, with its course behind it.</summary>
internal sealed record Latest(string Title, string Description, params ImmutableArray<PanelQuery> Queries) : Panel(Title, Description, Queries)
{
    public override string Type => "stat";

    /// <summary>Shows the labels of a series instead of its number.</summary>
    public bool Names { get; init; }

    public override JsonObject Options() => new()
    {
        ["orientation"] = "auto",
        ["reduceOptions"] = new JsonObject { ["calcs"] = new JsonArray("lastNotNull"), ["values"] = false, ["fields"] = "" },
        ["colorMode"] = "value",
        ["graphMode"] = Names ? "none" : "area",
        ["justifyMode"] = "auto",
        ["textMode"] = Names ? "name" : "auto",
        ["wideLayout"] = true,
        ["showPercentChange"] = false,
        ["percentChangeColorMode"] = "standard",
    };

    public override JsonObject Custom() => [];
}
