using System.Collections.Immutable;

namespace Exafs.Signal;

/// <summary>How counts become µ(E), and how many bad points a scan may have.</summary>
public sealed record AbsorptionParameters
{
    public MeasurementMode Mode { get; init; }

    /// <summary>Names of the fluorescence detector elements to leave out.</summary>
    public ImmutableArray<string> ExcludedElements { get; init; } = [];

    /// <summary>Largest part of a scan's points that may be bad and dropped, 0 to 1.</summary>
    public double MaxBadFraction { get; init; } = 0.02;

    /// <summary>Longest run of neighbouring bad points that may be dropped: a gap is no isolated point.</summary>
    public int MaxBadRun { get; init; } = 3;
}
