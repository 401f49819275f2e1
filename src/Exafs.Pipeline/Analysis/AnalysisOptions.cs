using Exafs.Signal;

namespace Exafs.Pipeline;

/// <summary>How a scan becomes a report.</summary>
public sealed record AnalysisOptions
{
    /// <summary>How counts become µ(E). <see cref="AbsorptionParameters.Mode"/> counts where <see cref="ModeFromScan"/> is false.</summary>
    public AbsorptionParameters Absorption { get; init; } = new();

    /// <summary>Take whatever a scan has: its ready-made µ, or transmission, or fluorescence.</summary>
    public bool ModeFromScan { get; init; } = true;

    public ReductionParameters Reduction { get; init; } = new();

    public E0Policy E0Policy { get; init; } = E0Policy.FirstScan;

    public QualityLimits Quality { get; init; } = new();

    /// <summary>How counts of this scan become µ(E).</summary>
    public AbsorptionParameters AbsorptionOf(Scan scan) => !ModeFromScan ? Absorption : Absorption with
    {
        Mode = !scan.Mu.IsDefaultOrEmpty ? MeasurementMode.Mu
            : !scan.ITrans.IsDefaultOrEmpty ? MeasurementMode.Transmission
            : MeasurementMode.Fluorescence,
    };
}
