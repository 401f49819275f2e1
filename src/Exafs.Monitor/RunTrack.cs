using System.Collections.Immutable;
using Exafs.Pipeline;
using Exafs.Pipeline.Alerts;
using Exafs.Pipeline.Changes;

namespace Exafs.Monitor;

/// <summary>What was watched on the series that is measured, and what happened in any. A value: <see cref="Next(ScanFindings)"/> gives the state after one more scan.</summary>
internal sealed record RunTrack
{
    private const int PointsKept = 2000, EventsKept = 500, RateScans = 6;
    private const double Moves = 1.5;

    public SeriesKey Series { get; private init; }

    /// <summary>What was found on the latest finished scan; null before any.</summary>
    public ScanFindings? Latest { get; private init; }

    /// <summary>Oldest first.</summary>
    public ImmutableList<TrackPoint> Points { get; private init; } = [];

    /// <summary>Changes of the structure, oldest first.</summary>
    public ImmutableList<ChangeEvent> Changes { get; private init; } = [];

    /// <summary>How often the instrument did what.</summary>
    public ImmutableSortedDictionary<string, int> Troubles { get; private init; } = ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    /// <summary>Those that fire, by fingerprint.</summary>
    public ImmutableDictionary<string, Alert> Firing { get; private init; } = ImmutableDictionary<string, Alert>.Empty;

    public RunTrack Next(ScanFindings findings)
    {
        var series = SeriesKey.Of(findings.Report.Scan);

        // What was rejected may not even know its run; it changes nothing of what is shown.
        var track = (series == Series || findings.Report is not Analyzed ? this : this with { Series = series, Points = [] }) with { Latest = findings };
        foreach (var change in findings.Events)
        {
            track = change.IsStructural
                ? track with { Changes = (track.Changes.Count < EventsKept ? track.Changes : track.Changes.RemoveAt(0)).Add(change) }
                : track with { Troubles = track.Troubles.SetItem(change.Cause, track.Troubles.GetValueOrDefault(change.Cause) + 1) };
        }

        if (findings.Report is not Analyzed) return track;
        var kelvin = findings.Features[ScanFeatures.Temperature].Value;
        var points = track.Points.Count < PointsKept ? track.Points : track.Points.RemoveAt(0);
        return track with { Points = points.Add(new(kelvin, BranchOf(points, kelvin), findings.Features)) };
    }

    public RunTrack Next(Alert alert) => this with { Firing = alert.IsFiring && !alert.IsSilenced ? Firing.SetItem(alert.Fingerprint, alert) : Firing.Remove(alert.Fingerprint) };

    /// <summary>The part that is shown: of the phase that the latest change was to; before any, of the one that changes most over the run. Null where none is estimated.</summary>
    public string? MovingPhase() =>
        Changes.LastOrDefault(change => change.Series == Series && Points.LastOrDefault()?.Features.Values.ContainsKey(ScanFeatures.Phase(change.Cause)) is true) is { } last
            ? ScanFeatures.Phase(last.Cause)
            : Points
                .SelectMany(point => point.Features.Values.Where(value => ScanFeatures.IsPhase(value.Key)))
                .GroupBy(value => value.Key, value => value.Value.Value)
                .OrderByDescending(group => Math.Round(group.Max() - group.Min(), 1)) // what only noise tells apart would take turns
                .ThenByDescending(group => Math.Round(group.Last(), 1))
                .ThenBy(group => group.Key, StringComparer.Ordinal)
                .FirstOrDefault()?.Key;

    private static Branch BranchOf(ImmutableList<TrackPoint> points, double kelvin)
    {
        if (points.Count == 0 || !double.IsFinite(kelvin)) return Branch.Constant;
        var moved = kelvin - points[Math.Max(0, points.Count - RateScans)].Kelvin;
        return moved > Moves ? Branch.Heating : moved < -Moves ? Branch.Cooling : points[^1].Branch;
    }
}
