using System.Collections.Immutable;

namespace Exafs.Signal;

/// <summary>What one spectrum was reduced to. A scan that has not come far enough has the later arrays empty, and <see cref="Limit"/> says why.</summary>
public sealed record Reduction
{
    /// <summary>Edge energy, eV.</summary>
    public required double E0 { get; init; }

    /// <summary>Edge step, in units of µ; NaN before normalisation was possible.</summary>
    public double EdgeStep { get; init; } = double.NaN;

    /// <summary>Photon energy after clean-up, eV [n].</summary>
    public required ImmutableArray<double> Energy { get; init; }

    /// <summary>µ(E) after clean-up [n].</summary>
    public required ImmutableArray<double> Mu { get; init; }

    /// <summary>Pre-edge curve, in units of µ [n].</summary>
    public ImmutableArray<double> PreEdge { get; init; } = [];

    /// <summary>Post-edge curve, in units of µ [n].</summary>
    public ImmutableArray<double> PostEdge { get; init; } = [];

    /// <summary>Normalised µ [n].</summary>
    public ImmutableArray<double> Norm { get; init; } = [];

    /// <summary>Normalised and flattened µ [n].</summary>
    public ImmutableArray<double> Flat { get; init; } = [];

    /// <summary>AUTOBK background, in units of µ [n].</summary>
    public ImmutableArray<double> Bkg { get; init; } = [];

    /// <summary>Photoelectron wavenumber, Å⁻¹ [m].</summary>
    public ImmutableArray<double> K { get; init; } = [];

    /// <summary>χ(k), never weighted [m].</summary>
    public ImmutableArray<double> Chi { get; init; } = [];

    /// <summary>Uncertainty of χ(k) by the background fit, 1 σ [m].</summary>
    public ImmutableArray<double> DeltaChi { get; init; } = [];

    /// <summary>Distance, not corrected for phase, Å [p].</summary>
    public ImmutableArray<double> R { get; init; } = [];

    /// <summary>Re χ(R), Å^-(w+1) for weight kʷ [p].</summary>
    public ImmutableArray<double> ChiRRe { get; init; } = [];

    /// <summary>Im χ(R) [p].</summary>
    public ImmutableArray<double> ChiRIm { get; init; } = [];

    /// <summary>|χ(R)| [p].</summary>
    public ImmutableArray<double> ChiRMag { get; init; } = [];

    /// <summary>Noise of χ(k) and χ(R); null before χ(k) was possible.</summary>
    public NoiseEstimate? Noise { get; init; }

    /// <summary>Why the reduction ended before χ(R); null when it did not.</summary>
    public Defect? Limit { get; init; }
}
