using System.Collections.Immutable;
using Exafs.Lab.Dashboards.Queries;

namespace Exafs.Lab.Dashboards.Provisioning;

/// <summary>A rule for an alert, said once for every language.</summary>
/// <param name="Uid">By which Grafana knows it; it never changes.</param>
/// <param name="Title">A few words.</param>
/// <param name="Summary">What it tells whoever is woken by it.</param>
/// <param name="Severity">page, warning, info.</param>
/// <param name="Above">It fires above this.</param>
/// <param name="Queries">One: the sum of its counts, or its latest number. Two: the share of the first in the second.</param>
internal sealed record Rule(string Uid, string Title, string Summary, string Severity, double Above, params ImmutableArray<PanelQuery> Queries)
{
    /// <summary>How far back it looks, s.</summary>
    public int Seconds { get; init; } = 600;

    /// <summary>How long it must hold.</summary>
    public string For { get; init; } = "0s";

    /// <summary>State where there are no data.</summary>
    public string NoData { get; init; } = "OK";

    /// <summary>Dashboard that shows more.</summary>
    public required string Dashboard { get; init; }
}
