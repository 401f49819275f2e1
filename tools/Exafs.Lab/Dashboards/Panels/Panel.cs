using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Exafs.Lab.Dashboards.Queries;

namespace Exafs.Lab.Dashboards.Panels;

/// <summary>A panel, said once for every language: what it shows, of what, in which unit.</summary>
/// <param name="Title">A few words.</param>
/// <param name="Description">What it shows and how to read it, a sentence or two.</param>
/// <param name="Queries">What is asked.</param>
internal abstract record Panel(string Title, string Description, params ImmutableArray<PanelQuery> Queries)
{
    /// <summary>Grafana's name of the kind of panel.</summary>
    public abstract string Type { get; }

    /// <summary>Unit of the axis, as Grafana names it.</summary>
    public string Unit { get; init; } = Units.Number;

    /// <summary>Of 24.</summary>
    public int Width { get; init; } = 12;

    /// <summary>In Grafana's rows.</summary>
    public int Height { get; init; } = 8;

    /// <summary>What the axis always shows; null: what the data need.</summary>
    public (double Min, double Max)? Range { get; init; }

    /// <summary>Digits behind the point; null: as Grafana sees fit.</summary>
    public int? Decimals { get; init; }

    /// <summary>Options of this kind of panel.</summary>
    public abstract JsonObject Options();

    /// <summary>Options of its fields.</summary>
    public abstract JsonObject Custom();

    /// <summary>Exceptions for single fields.</summary>
    public virtual JsonArray Overrides() => [];

    /// <summary>What is done to the rows before they are shown.</summary>
    public virtual JsonArray Transformations() => [];

    /// <summary>Names that the time has, language by language: it always comes first.</summary>
    protected static JsonObject TimeFirst() => new() { ["Time"] = 0, ["time"] = 0, ["_time"] = 0 };
}
