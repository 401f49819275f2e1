using Exafs.Physics.Estimates;
using Exafs.Signal;

namespace Exafs.Pipeline;

/// <summary>What became of one scan: every scan that came in leaves as exactly one report (and any number of <see cref="Analyzed"/> snapshots while it grows).</summary>
public abstract record ScanReport(Scan Scan);

/// <summary>The scan was reduced. <see cref="Scan.Progress"/> tells a snapshot from the final result.</summary>
public sealed record Analyzed(Scan Scan, Reduction Reduction) : ScanReport(Scan)
{
    /// <summary>What must be added to this scan's energies, eV, so that its reference foil lies where that of the series' first scan did; null where that was not asked for or cannot be told.</summary>
    public double? EnergyShift { get; init; }

    /// <summary>What the spectrum says about the structure, or why it says nothing; of a scan that still grows, provisionally. Null where nobody was asked.</summary>
    public EstimateOutcome? Structure { get; init; }
}

/// <summary>The scan gives no result, and why.</summary>
public sealed record Rejected(Scan Scan, Defect Defect) : ScanReport(Scan);
