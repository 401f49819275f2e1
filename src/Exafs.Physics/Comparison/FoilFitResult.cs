using System.Collections.Immutable;

namespace Exafs.Physics.Comparison;

/// <summary>What of a measured χ(k) the theory explains, with S0² and ΔE0 alone free.</summary>
public sealed record FoilFitResult
{
    /// <summary>Σ|χ̃ measured − χ̃ calculated|² / Σ|χ̃ measured|² over the range of the fit, χ̃ the complex χ(R).</summary>
    public required double RFactor { get; init; }

    /// <summary>The same, with the same S0² and ΔE0, over the first shell.</summary>
    public required double FirstShellRFactor { get; init; }

    /// <summary>Amplitude S0².</summary>
    public required double S02 { get; init; }

    /// <summary>Standard error of S0².</summary>
    public required double S02Sigma { get; init; }

    /// <summary>ΔE0, eV: by how much the theory's k = 0 lies above the E0 of the reduction.</summary>
    public required double DeltaE0 { get; init; }

    /// <summary>Standard error of ΔE0, eV.</summary>
    public required double DeltaE0Sigma { get; init; }

    /// <summary>Wavenumber from the E0 of the reduction, Å⁻¹ [m].</summary>
    public required ImmutableArray<double> K { get; init; }

    /// <summary>χ(k) measured [m].</summary>
    public required ImmutableArray<double> Measured { get; init; }

    /// <summary>χ(k) calculated, with S0² and ΔE0 [m].</summary>
    public required ImmutableArray<double> Calculated { get; init; }

    /// <summary>Distance, not corrected for phase, Å [p].</summary>
    public required ImmutableArray<double> R { get; init; }

    /// <summary>χ(R) measured, Å⁻³ [p].</summary>
    public required ImmutableArray<System.Numerics.Complex> MeasuredR { get; init; }

    /// <summary>χ(R) calculated, Å⁻³ [p].</summary>
    public required ImmutableArray<System.Numerics.Complex> CalculatedR { get; init; }
}
