using System.Collections.Immutable;
using Exafs.Physics.Estimates;

namespace Exafs.Pipeline.Changes;

/// <summary>A change, as it is announced. The same scans give the same events, bit for bit.</summary>
public sealed record ChangeEvent
{
    /// <summary>The run, element and edge that it happened in.</summary>
    public required SeriesKey Series { get; init; }

    public required ChangeKind Kind { get; init; }

    /// <summary>What changed, a short stable word: the phase that grows (fcc), or of an instrument what it did (i0_loss, top_up, glitch, e0_jump, edge_step_jump, sample_loss, or the reason of a rejected scan); of an unknown structure: residual; of a note: note_ and the ms since 1970 at which it was made.</summary>
    public required string Cause { get; init; }

    /// <summary>The scan on which it was announced.</summary>
    public required string ScanId { get; init; }

    /// <summary>Number of that scan; null where the source has none.</summary>
    public long? Sequence { get; init; }

    /// <summary>The scan from which on it was there, as seen afterwards.</summary>
    public required string FirstScanId { get; init; }

    /// <summary>The last scan of the state before.</summary>
    public string? BeforeScanId { get; init; }

    /// <summary>Middle of the scan on which it was announced, from the data, UTC; null: they carry no time.</summary>
    public DateTime? Time { get; init; }

    /// <summary>Where it happened, K: of an onset at its first scan, of a completion T_c. Null where no temperature comes.</summary>
    public Uncertain? TemperatureKelvin { get; init; }

    public Branch Branch { get; init; }

    /// <summary>Probability that it is no false alarm, 0 to 1.</summary>
    public required double Confidence { get; init; }

    /// <summary>From the first scan on which it was there to the one on which it was announced, scans.</summary>
    public int DelayScans { get; init; }

    /// <summary>The same in kelvin; null where no temperature comes.</summary>
    public double? DelayKelvin { get; init; }

    /// <summary>What moved, the most significant first, before and after.</summary>
    public ImmutableArray<MovedFeature> Moved { get; init; } = [];

    /// <summary>At a completion, where there is a temperature: T_c and width.</summary>
    public TransitionFit? Transition { get; init; }

    /// <summary>A sentence for a person, with numbers.</summary>
    public required string Detail { get; init; }

    /// <summary>Onset, completion, reversal or unknown structure.</summary>
    public bool IsStructural => Kind is not (ChangeKind.Instrument or ChangeKind.Note);

    /// <summary>The kind as it is written everywhere: onset, completion, reversal, instrument, unknown_structure, note.</summary>
    public string KindName => NameOf(Kind);

    /// <summary>The branch as it is written everywhere: constant, heating, cooling.</summary>
    public string BranchName => NameOf(Branch);

    public static string NameOf(Branch branch) => branch.ToString().ToLowerInvariant();

    public static string NameOf(ChangeKind kind) => kind == ChangeKind.UnknownStructure ? "unknown_structure" : kind.ToString().ToLowerInvariant();
}
