using System.Collections.Immutable;

namespace Exafs.Physics.Estimates;

/// <summary>A measured χ(k), from the E0 of its reduction, as an estimator takes it.</summary>
/// <param name="Chi">χ at k = 0, δk, 2δk, …, never weighted [m].</param>
public sealed record ChiK(ImmutableArray<double> Chi)
{
    /// <summary>δk, Å⁻¹.</summary>
    public double KStep { get; init; } = 0.05;

    /// <summary>E0 of the reduction, eV; null where only χ(k) is known.</summary>
    public double? E0 { get; init; }

    /// <summary>Noise of χ(k), 1 σ of a point; null where it was not estimated.</summary>
    public double? EpsilonK { get; init; }

    /// <summary>Where χ(k) ends, Å⁻¹.</summary>
    public double KMax => (Chi.Length - 1) * KStep;
}
