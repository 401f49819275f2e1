using Exafs.Signal;

namespace Exafs.Pipeline;

/// <summary>How a scan becomes a report.</summary>
public sealed record AnalysisOptions
{
    /// <summary>How counts become µ(E). Its mode counts where <see cref="ModeFromScan"/> is false.</summary>
    public AbsorptionParameters Absorption { get; init; } = new();

    /// <summary>Take whatever a scan has: its ready-made µ, or transmission, or fluorescence.</summary>
    public bool ModeFromScan { get; init; } = true;

    /// <summary>Its E0 counts where <see cref="E0Policy"/> is fixed.</summary>
    public ReductionParameters Reduction { get; init; } = new();

    public E0Policy E0Policy { get; init; } = E0Policy.FirstScan;

    /// <summary>Where the reference foil tells that the energies have moved, move them back before the reduction.</summary>
    public bool CorrectEnergyShift { get; init; }

    /// <summary>Bridge glitches before the reduction; null: leave them.</summary>
    public GlitchParameters? Deglitch { get; init; }

    /// <summary>Rebin every scan of a series to one grid, laid on its first scan; null: each keeps its own energies.</summary>
    public RebinParameters? Rebin { get; init; }

    public QualityLimits Quality { get; init; } = new();

    /// <summary>How counts of this scan become µ(E).</summary>
    public AbsorptionParameters AbsorptionOf(Scan scan) => !ModeFromScan ? Absorption : Absorption with
    {
        Mode = !scan.Mu.IsDefaultOrEmpty ? MeasurementMode.Mu
            : !scan.ITrans.IsDefaultOrEmpty ? MeasurementMode.Transmission
            : MeasurementMode.Fluorescence,
    };
}
