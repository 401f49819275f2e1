using System.Collections.Immutable;
using Exafs.Signal;

namespace Exafs.Adapters.ScanV1;

/// <summary>A scan that has begun and has not ended: a value, with the chunks in the order of their arrival.</summary>
/// <param name="Head">The begin message, or the first message where the begin was missed.</param>
/// <param name="Heard">Clock reading of the last message.</param>
/// <param name="Shown">Clock reading of the last snapshot.</param>
internal sealed record GrowingScan(ScanV1Message Head, long Heard, long Shown)
{
    private const int ChunkOverhead = 64;

    public ImmutableList<ScanV1Message> Chunks { get; init; } = [];

    /// <summary>Index of the point that is to come next.</summary>
    public int Next { get; init; }

    /// <summary>Numbers held; a chunk costs as much memory as <see cref="ChunkOverhead"/> numbers beside its own.</summary>
    public long Values { get; init; }

    /// <summary>The first thing that went wrong; the points are collected all the same.</summary>
    public Defect? Defect { get; init; }

    public GrowingScan Hear(long now) => this with { Heard = now };

    public GrowingScan Damage(Defect? defect) => this with { Defect = Defect ?? defect };

    /// <summary>One more chunk. A chunk that came twice is taken once; one that is missing, or has other columns, is a defect.</summary>
    public GrowingScan Add(ScanV1Message chunk)
    {
        int first = chunk.FirstPoint ?? Next;
        if (first + chunk.Count <= Next)
            return this;

        Defect? wrong = first > Next ? new Defect("lost_points", $"points {Next} to {first - 1} did not arrive")
            : first < Next ? new Defect("overlapping_points", $"points {first} to {Next - 1} came twice")
            : Chunks.Count > 0 ? DifferentColumns(Chunks[0], chunk)
            : chunk.Energy.IsEmpty && Head.MonoDSpacing is null && chunk.MonoDSpacing is null
                ? new Defect("missing_field", $"{ScanV1Key.Angle} without {ScanV1Key.MonoDSpacing}")
            : null;
        return Damage(wrong) with
        {
            Chunks = Chunks.Add(chunk),
            Next = first + chunk.Count,
            Values = Values + ScanV1Columns.ValueCount(chunk) + ChunkOverhead,
        };
    }

    /// <summary>The end as announced: points that it counts and that did not arrive are a defect.</summary>
    public GrowingScan End(ScanV1Message end) => end.Points == Next
        ? this
        : Damage(new Defect("incomplete", $"the end counts {end.Points} points where {Next} arrived"));

    /// <summary>The scan as far as it has come.</summary>
    public Scan ToScan(ScanProgress progress, long received, ScanV1Message? last = null)
    {
        ScanV1Message points = ScanV1Columns.Concat(Chunks, Head.MonoDSpacing);
        (DateTime? start, DateTime? end) = ScanV1Scan.Interval(Head.StartTime ?? points.StartTime, last?.EndTime ?? points.EndTime, points.Time);
        return ScanV1Scan.From(points, received) with
        {
            RunId = Head.RunId,
            ScanId = Head.ScanId,
            Sequence = Head.Sequence ?? points.Sequence ?? last?.Sequence,
            Element = Head.Element ?? points.Element,
            Edge = Head.Edge ?? points.Edge,
            Direction = Head.Direction != ScanDirection.Unknown ? Head.Direction : points.Direction != ScanDirection.Unknown ? points.Direction : last?.Direction ?? ScanDirection.Unknown,
            PointsPlanned = Head.PointsPlanned,
            Progress = progress,
            StartTime = start,
            EndTime = end,
            SampleTemperature = points.SampleTemperature ?? Head.SampleTemperature,
            Channels = [.. Head.Channels.Where(c => c.Values.Length == 1 && points.Channels.All(p => p.Name != c.Name)), .. points.Channels],
            Defect = Defect,
        };
    }

    private static Defect? DifferentColumns(ScanV1Message first, ScanV1Message chunk) => ScanV1Columns.Difference(first, chunk) is { } name
        ? new Defect("columns_changed", $"{name} is in some of the scan's messages only")
        : null;
}
