using System.Collections.Immutable;

namespace Exafs.Physics.Experiment;

/// <summary>What of a sample changes from scan to scan.</summary>
public sealed record SampleState
{
    /// <summary>Photoelectron wavenumber of <see cref="Chi"/>, Å⁻¹, strictly ascending on any grid [m]; fewer than two points: no fine structure.</summary>
    public ImmutableArray<double> K { get; init; } = [];

    /// <summary>χ(k), not weighted [m]. Beyond the last k it dies out as a Gaussian of 0.5 Å⁻¹.</summary>
    public ImmutableArray<double> Chi { get; init; } = [];

    /// <summary>Factor on χ(k): S0² where χ was calculated without it.</summary>
    public double S02 { get; init; } = 1;

    /// <summary>Where k = 0 of χ lies, eV relative to E0.</summary>
    public double ChiOrigin { get; init; }

    /// <summary>Chemical shift of E0, eV relative to the tabulated edge.</summary>
    public double EdgeShift { get; init; }

    /// <summary>K; null where not known, and then the sample is as thick as at its reference temperature.</summary>
    public double? Temperature { get; init; }

    /// <summary>Thickness relative to the nominal one, above 0, before thermal expansion: flow, sintering, loss.</summary>
    public double Thickness { get; init; } = 1;
}
