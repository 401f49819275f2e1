using Exafs.Signal;

namespace Exafs.Physics.Comparison;

/// <summary>Over which ranges theory and a measured foil are compared.</summary>
public sealed record FoilFitParameters
{
    /// <summary>χ(k) → χ(R).</summary>
    public FourierParameters Fourier { get; init; } = new() { KMin = 3, KMax = 12, Dk = 1, KWeight = 2, Window = WindowKind.Hanning, RMaxOut = 7 };

    /// <summary>Begin of the fit, Å, not corrected for phase.</summary>
    public double RMin { get; init; } = 1.5;

    /// <summary>End of the fit, Å.</summary>
    public double RMax { get; init; } = 5.5;

    /// <summary>End of the first shell, whose R-factor is told beside that of the fit, Å.</summary>
    public double FirstShellRMax { get; init; } = 3;

    /// <summary>Largest |ΔE0| looked for, eV; a minimum at this limit is none.</summary>
    public double MaxDeltaE0 { get; init; } = 25;

    /// <summary>R-factor above which a spectrum is called another material.</summary>
    public double MaxRFactor { get; init; } = 0.3;

    /// <summary>Step of the k grid, Å⁻¹.</summary>
    public double KStep { get; init; } = 0.05;

    /// <summary>Length of the transform.</summary>
    public int NFft { get; init; } = 2048;
}
