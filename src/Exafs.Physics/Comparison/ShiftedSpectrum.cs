using System.Collections.Immutable;
using Exafs.Signal;
using MathNet.Numerics.Interpolation;

namespace Exafs.Physics.Comparison;

/// <summary>A calculated χ(k) as it looks from another E0.</summary>
/// <remarks>
/// A photoelectron of wavenumber k above the E0 of the data has k' = √(k² − ΔE0·2mₑ/ħ²) above the E0 of the theory, which lies ΔE0 higher: the sign
/// that Larch's e0 of a path has. Below k' = 0 the theory is silent. Between its points a natural cubic spline: at 0.05 Å⁻¹ it is right to 1e-3 of a
/// shell at 5 Å, and to 1e-5 of one at 2.5 Å.
/// </remarks>
public sealed class ShiftedSpectrum
{
    private readonly CubicSpline _chi;

    /// <param name="k">Wavenumber, ascending, Å⁻¹ [n].</param>
    /// <param name="chi">χ(k) [n].</param>
    public ShiftedSpectrum(ImmutableArray<double> k, ImmutableArray<double> chi)
    {
        KMax = k[^1];
        _chi = CubicSpline.InterpolateNaturalSorted([.. k], [.. chi]);
    }

    /// <summary>Where the theory ends, Å⁻¹.</summary>
    public double KMax { get; }

    /// <summary>χ and ∂χ/∂ΔE0 of the theory at one k of the data.</summary>
    /// <param name="k">Å⁻¹.</param>
    /// <param name="deltaE0">eV.</param>
    public (double Chi, double PerElectronvolt) At(double k, double deltaE0)
    {
        var squared = (k * k) - (deltaE0 * Wavenumber.KSquaredPerEnergy);
        if (!(squared > 0)) return default;
        var shifted = Math.Sqrt(squared);
        return shifted > KMax ? default : (_chi.Interpolate(shifted), _chi.Differentiate(shifted) * -Wavenumber.KSquaredPerEnergy / (2 * shifted));
    }
}
