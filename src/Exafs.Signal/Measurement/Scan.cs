using System.Collections.Immutable;

namespace Exafs.Signal;

/// <summary>One sweep of the energy as it was measured, whole or as far as it has come. Arrays of one scan have equal lengths [n], or are empty where the channel was not measured.</summary>
public sealed record Scan
{
    /// <summary>The run (sample, heating ramp, night) that the scan belongs to.</summary>
    public required string RunId { get; init; }

    /// <summary>Unique within the run.</summary>
    public required string ScanId { get; init; }

    /// <summary>Counts up by one from scan to scan of one publisher, so that a gap is seen; null where the source has no numbers.</summary>
    public long? Sequence { get; init; }

    /// <summary>Element symbol, such as "Fe"; null when not known.</summary>
    public string? Element { get; init; }

    /// <summary>Absorption edge, such as "K" or "L3"; null when not known.</summary>
    public string? Edge { get; init; }

    public ScanDirection Direction { get; init; }

    public ScanProgress Progress { get; init; } = ScanProgress.Complete;

    /// <summary>How many points the scan is meant to have; null when not known.</summary>
    public int? PointsPlanned { get; init; }

    /// <summary>Photon energy, eV [n], in the order of acquisition.</summary>
    public ImmutableArray<double> Energy { get; init; } = [];

    /// <summary>Incident beam, counts [n].</summary>
    public ImmutableArray<double> I0 { get; init; } = [];

    /// <summary>Transmitted beam behind the sample, counts [n].</summary>
    public ImmutableArray<double> ITrans { get; init; } = [];

    /// <summary>Beam behind the reference foil, counts [n].</summary>
    public ImmutableArray<double> IRefer { get; init; } = [];

    /// <summary>Fluorescence, one channel per detector element, counts [n] each.</summary>
    public ImmutableArray<Channel> IFluor { get; init; } = [];

    /// <summary>Absorption µ(E) [n] where the source delivers it ready made.</summary>
    public ImmutableArray<double> Mu { get; init; } = [];

    /// <summary>Absorption of the reference foil [n] where the source delivers it ready made.</summary>
    public ImmutableArray<double> MuReference { get; init; } = [];

    /// <summary>When each point was taken, s since 1970-01-01 UTC [n].</summary>
    public ImmutableArray<double> Time { get; init; } = [];

    /// <summary>First point, from the data, UTC.</summary>
    public DateTime? StartTime { get; init; }

    /// <summary>Last point, from the data, UTC.</summary>
    public DateTime? EndTime { get; init; }

    /// <summary>Sample temperature, K.</summary>
    public double? SampleTemperature { get; init; }

    /// <summary>Any further channels, each with its unit: one value for the scan, or [n].</summary>
    public ImmutableArray<Channel> Channels { get; init; } = [];

    /// <summary>What the source already knows to be wrong (an undecodable frame, a publisher that died); null when nothing is.</summary>
    public Defect? Defect { get; init; }

    /// <summary>Reading of the monotonic clock when the last byte came in, for latency alone; 0 when not known. No result depends on it.</summary>
    public long ReceivedTimestamp { get; init; }

    /// <summary>Whether this shows a scan that still grows. A scan is counted once, when it has ended; its snapshots are counted apart.</summary>
    public bool IsSnapshot => Progress == ScanProgress.Growing && Defect is null;

    /// <summary>Middle of the scan: the time that results are stored under; null when the data carry no time.</summary>
    public DateTime? MidTime => (StartTime, EndTime) switch
    {
        ({ } start, { } end) => start + ((end - start) / 2),
        ({ } start, null) => start,
        (null, { } end) => end,
        _ => null,
    };
}
