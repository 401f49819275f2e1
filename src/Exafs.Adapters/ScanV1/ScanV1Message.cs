using System.Collections.Immutable;
using Exafs.Signal;

namespace Exafs.Adapters.ScanV1;

/// <summary>One message of exafs-scan-v1 as it was read, or what another format says in its place. A message that cannot be used has a <see cref="Defect"/>, and of the rest what could be read.</summary>
public sealed record ScanV1Message
{
    /// <summary>Stands for an id that could not be read.</summary>
    public const string UnknownId = "unknown";

    public ScanV1MessageType Type { get; internal set; }

    public string RunId { get; internal set; } = UnknownId;

    public string ScanId { get; internal set; } = UnknownId;

    public long? Sequence { get; internal set; }

    public string? Element { get; internal set; }

    public string? Edge { get; internal set; }

    public ScanDirection Direction { get; internal set; }

    /// <summary>Lattice spacing of the monochromator, Å: turns <see cref="Angle"/> into energy.</summary>
    public double? MonoDSpacing { get; internal set; }

    public int? PointsPlanned { get; internal set; }

    public DateTime? StartTime { get; internal set; }

    public DateTime? EndTime { get; internal set; }

    /// <summary>Sample temperature, K.</summary>
    public double? SampleTemperature { get; internal set; }

    /// <summary>Begin: of a stream that never says where a scan ends; then the next scan, or silence, ends it as complete.</summary>
    public bool HasNoEnd { get; internal set; }

    /// <summary>Points: index of the first one within the scan.</summary>
    public int? FirstPoint { get; internal set; }

    /// <summary>End: how many points the scan has.</summary>
    public int? Points { get; internal set; }

    /// <summary>Abort: why.</summary>
    public string? Reason { get; internal set; }

    /// <summary>Photon energy, eV [n].</summary>
    public ImmutableArray<double> Energy { get; internal set; } = [];

    /// <summary>Bragg angle, degree [n], where the energy is not given.</summary>
    public ImmutableArray<double> Angle { get; internal set; } = [];

    /// <summary>Counts [n].</summary>
    public ImmutableArray<double> I0 { get; internal set; } = [];

    /// <inheritdoc cref="I0"/>
    public ImmutableArray<double> ITrans { get; internal set; } = [];

    /// <inheritdoc cref="I0"/>
    public ImmutableArray<double> IRefer { get; internal set; } = [];

    /// <summary>Counts [n] of each detector element.</summary>
    public ImmutableArray<Channel> IFluor { get; internal set; } = [];

    /// <summary>Absorption [n].</summary>
    public ImmutableArray<double> Mu { get; internal set; } = [];

    /// <summary>Absorption of the reference foil [n].</summary>
    public ImmutableArray<double> MuReference { get; internal set; } = [];

    /// <summary>s since 1970-01-01 UTC [n].</summary>
    public ImmutableArray<double> Time { get; internal set; } = [];

    /// <summary>Further channels: [n], or one value.</summary>
    public ImmutableArray<Channel> Channels { get; internal set; } = [];

    public Defect? Defect { get; internal set; }

    /// <summary>Number of points in this message.</summary>
    public int Count => Math.Max(Energy.Length, Angle.Length);
}
