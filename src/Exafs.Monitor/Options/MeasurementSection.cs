using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Exafs.Signal;

namespace Exafs.Monitor.Options;

/// <summary>How counts become µ(E).</summary>
internal sealed record MeasurementSection
{
    private static readonly AbsorptionParameters Default = new();

    public MeasurementChoice Mode { get; init; }

    public ImmutableArray<string> ExcludedElements { get; init; } = Default.ExcludedElements;

    [Range(0.0, 1.0)]
    public double BadPointsFractionMaximum { get; init; } = Default.MaxBadFraction;

    [Range(0, 1000)]
    public int BadPointsRunMaximum { get; init; } = Default.MaxBadRun;

    public AbsorptionParameters ToParameters() => Default with
    {
        Mode = Mode switch
        {
            MeasurementChoice.Fluorescence => MeasurementMode.Fluorescence,
            MeasurementChoice.Mu => MeasurementMode.Mu,
            _ => MeasurementMode.Transmission,
        },
        ExcludedElements = ExcludedElements,
        MaxBadFraction = BadPointsFractionMaximum,
        MaxBadRun = BadPointsRunMaximum,
    };
}
