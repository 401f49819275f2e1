namespace Exafs.Signal;

/// <summary>How µ(E) becomes χ(k) and χ(R): Larch's parameters with Larch's meanings and defaults.</summary>
public sealed record ReductionParameters
{
    /// <summary>Edge energy, eV; null: found on each spectrum.</summary>
    public double? E0 { get; init; }

    /// <summary>Pre-edge range, eV relative to E0; null: from the data.</summary>
    public double? Pre1 { get; init; }

    /// <inheritdoc cref="Pre1"/>
    public double? Pre2 { get; init; }

    /// <summary>Normalisation range, eV relative to E0; null: from the data.</summary>
    public double? Norm1 { get; init; }

    /// <inheritdoc cref="Norm1"/>
    public double? Norm2 { get; init; }

    /// <summary>Degree of the post-edge polynomial, 0 to 5; null: by the length of the range.</summary>
    public int? NNorm { get; init; }

    /// <summary>Victoreen exponent: the pre-edge line is fitted to µ·Eⁿ.</summary>
    public int NVict { get; init; }

    /// <summary>AUTOBK: distance below which χ(R) is background, Å.</summary>
    public double Rbkg { get; init; } = 1;

    /// <summary>AUTOBK range, Å⁻¹.</summary>
    public double KMin { get; init; }

    /// <summary>AUTOBK range, Å⁻¹; null: the end of the data.</summary>
    public double? KMax { get; init; }

    /// <summary>AUTOBK weight kⁿ.</summary>
    public double KWeight { get; init; } = 1;

    /// <summary>AUTOBK window sill, Å⁻¹.</summary>
    public double Dk { get; init; } = 0.1;

    /// <summary>AUTOBK window.</summary>
    public WindowKind Window { get; init; } = WindowKind.Hanning;

    /// <summary>Weight of the clamp at low k.</summary>
    public double ClampLow { get; init; }

    /// <summary>Weight of the clamp at high k.</summary>
    public double ClampHigh { get; init; } = 1;

    /// <summary>Points of χ(k) that each clamp holds.</summary>
    public int NClamp { get; init; } = 3;

    /// <summary>Spline coefficients; null: from rbkg and the k-range.</summary>
    public int? NKnots { get; init; }

    /// <summary>Step of the k grid, Å⁻¹.</summary>
    public double KStep { get; init; } = 0.05;

    /// <summary>Length of the transform.</summary>
    public int NFft { get; init; } = 2048;

    /// <summary>χ(k) → χ(R).</summary>
    public FourierParameters Fourier { get; init; } = new();

    /// <summary>Whose numbers to give.</summary>
    public Compatibility Compatibility { get; init; }

    /// <summary>Also estimate the noise of χ(k) and χ(R).</summary>
    public bool EstimateNoise { get; init; } = true;

    /// <summary>Also give the uncertainty δχ(k).</summary>
    public bool Uncertainties { get; init; } = true;
}
