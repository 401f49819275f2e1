using System.Collections.Immutable;
using Exafs.Pipeline;

namespace Exafs.Monitor;

/// <summary>What came out so far: the series, and the latest report of each kind. A value: <see cref="Next"/> gives the state after one more report.</summary>
internal sealed record RunSummary
{
    /// <summary>So many series are summarised; then the one that began first is left to the store.</summary>
    public const int SeriesKept = 200;

    public ImmutableDictionary<SeriesKey, SeriesSummary> Series { get; private init; } = ImmutableDictionary<SeriesKey, SeriesSummary>.Empty;

    /// <summary>The series in the order in which they began.</summary>
    public ImmutableList<SeriesKey> Order { get; private init; } = [];

    /// <summary>The latest scan that was analysed.</summary>
    public Analyzed? Last { get; private init; }

    /// <summary>The latest scan that was rejected.</summary>
    public Rejected? LastRejected { get; private init; }

    /// <summary>The latest report of any kind.</summary>
    public ScanReport? Latest { get; private init; }

    /// <summary>The scan that grows; null when none does.</summary>
    public Analyzed? Growing { get; private init; }

    public RunSummary Next(ScanReport report) => (report switch
    {
        Analyzed { Scan.IsSnapshot: true } snapshot => this with { Growing = snapshot },
        Analyzed analyzed => Ended(analyzed).Add(analyzed),
        Rejected rejected => Ended(rejected) with { LastRejected = rejected },
        _ => this,
    }) with
    { Latest = report };

    private RunSummary Add(Analyzed report)
    {
        var key = SeriesKey.Of(report.Scan);
        var (series, order) = (Series, Order);
        if (!series.ContainsKey(key))
        {
            order = order.Add(key);
            if (order.Count > SeriesKept)
            {
                series = series.Remove(order[0]);
                order = order.RemoveAt(0);
            }
        }

        return this with { Last = report, Order = order, Series = series.SetItem(key, (series.GetValueOrDefault(key) ?? new SeriesSummary()).Next(report)) };
    }

    private RunSummary Ended(ScanReport report) =>
        Growing is { } growing && growing.Scan.RunId == report.Scan.RunId && growing.Scan.ScanId == report.Scan.ScanId ? this with { Growing = null } : this;
}
