using System.Collections.Immutable;
using Exafs.Lab.Dashboards.Panels;
using Exafs.Lab.Dashboards.Queries;

namespace Exafs.Lab.Dashboards.Boards;

/// <summary>A dashboard, said once for every language.</summary>
/// <param name="Uid">By which links and rules know it; it never changes.</param>
/// <param name="Title">A few words.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Panels">From left to right, from top to bottom.</param>
internal sealed record Dashboard(string Uid, string Title, string Description, ImmutableArray<Panel> Panels)
{
    /// <summary>How far back it looks.</summary>
    public string From { get; init; } = "now-6h";

    /// <summary>How often it asks again.</summary>
    public string Refresh { get; init; } = "10s";

    /// <summary>Of Prometheus, not of InfluxDB.</summary>
    public bool OfMetrics { get; init; }

    /// <summary>What it lets choose by.</summary>
    public ImmutableArray<Choice> Choices { get; init; } = [];
}
