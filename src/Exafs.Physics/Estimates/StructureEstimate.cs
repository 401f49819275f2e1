using System.Collections.Immutable;

namespace Exafs.Physics.Estimates;

/// <summary>What one spectrum says about the structure, with errors.</summary>
public sealed record StructureEstimate
{
    /// <summary>Model pack.</summary>
    public required PackIdentity Pack { get; init; }

    /// <summary>Distance, Å [n].</summary>
    public required ImmutableArray<double> R { get; init; }

    /// <summary>Radial distribution: neighbours per Å, never negative [n].</summary>
    public required ImmutableArray<double> NeighboursPerAngstrom { get; init; }

    /// <summary>Standard deviation of each [n].</summary>
    public required ImmutableArray<double> NeighboursPerAngstromSigma { get; init; }

    /// <summary>Up to here the distribution is quantitative, Å; beyond, multiple scattering makes it semi-quantitative.</summary>
    public required double TrustedRMax { get; init; }

    /// <summary>Nearest first [s].</summary>
    public required ImmutableArray<ShellEstimate> Shells { get; init; }

    /// <summary>Covariance of N, R, σ², C3 of the first shell, then of the second, … [4s, 4s], row after row.</summary>
    public required ImmutableArray<double> ShellCovariance { get; init; }

    /// <summary>N of each further shell over N of the first [s − 1]: free of errors of the amplitude.</summary>
    public required ImmutableArray<Uncertain> ShellRatios { get; init; }

    /// <summary>Neighbours within 3.2 Å: of bcc the first two shells, whose sum is known better than either.</summary>
    public required Uncertain Within32 { get; init; }

    /// <summary>Atoms per Å³.</summary>
    public required Uncertain Density { get; init; }

    /// <summary>Phases; fractions add to 1.</summary>
    public required ImmutableArray<PhaseEstimate> Phases { get; init; }

    /// <summary>How unlike the training set the spectrum is, 0 to 1; above 0.5 it is called out of distribution.</summary>
    public required double OodScore { get; init; }

    /// <summary>What makes it unlike, in words; empty where nothing does.</summary>
    public ImmutableArray<string> OodReasons { get; init; } = [];

    /// <summary>Out of distribution: do not trust the structure.</summary>
    public bool IsOutOfDistribution => OodScore > 0.5;

    /// <summary>Σ|χ̃ measured − χ̃ calculated|² / Σ|χ̃ measured|²: how well the χ(k) that belongs to the estimated structure agrees with the measured one, χ̃ the complex χ(R).</summary>
    public required double ConsistencyRFactor { get; init; }

    /// <summary>End of the k range that was used, Å⁻¹.</summary>
    public required double KMax { get; init; }

    /// <summary>ΔE0 of the calibration, eV.</summary>
    public required double DeltaE0 { get; init; }

    /// <summary>S0² of the calibration.</summary>
    public required double S02 { get; init; }

    /// <summary>What another estimator finds; null where none was asked.</summary>
    public StructureEstimate? SecondOpinion { get; init; }

    /// <summary>Where the two contradict each other beyond their errors, in words.</summary>
    public ImmutableArray<string> Disagreements { get; init; } = [];
}
