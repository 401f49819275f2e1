using System.Numerics;

namespace Exafs.Physics.Comparison;

/// <summary>Standard errors of S0² and ΔE0.</summary>
/// <remarks>
/// The residual is taken for white noise of χ(k), whose variance follows from Σ|residual|² and the window; propagated through the transform and the
/// linearised fit: (JᵀJ)⁻¹·JᵀF·FᵀJ·(JᵀJ)⁻¹·ε². That is narrower than (JᵀJ)⁻¹·Σ|residual|²/(N − 2), which takes the weighted noise to be the same
/// at all k, and wide enough: see the test over a hundred noises.
/// </remarks>
internal static class FoilCovariance
{
    /// <param name="sums">The measurement.</param>
    /// <param name="model">The theory at the best ΔE0.</param>
    /// <param name="s02">The best S0².</param>
    /// <param name="independent">Independent points of the range.</param>
    public static (double S02, double DeltaE0) StandardErrors(FoilResidual sums, FoilModel model, double s02, double independent)
    {
        var (aa, ab, bb) = (0.0, 0.0, 0.0); // JᵀJ
        for (var n = sums.First; n <= sums.Last; n++)
        {
            Complex a = model.ChiR[n], b = s02 * model.PerElectronvolt[n];
            aa += Dot(a, a);
            ab += Dot(a, b);
            bb += Dot(b, b);
        }

        var determinant = (aa * bb) - (ab * ab);
        var (s02Variance, shiftVariance, weights) = (0.0, 0.0, 0.0);
        for (var j = 0; j < sums.K.Length; j++)
        {
            var weight = sums.Weight(j);
            if (weight == 0) continue;
            // What noise at k_j does to Jᵀ·χ(R), and that to the parameters.
            var (a, b) = (0.0, 0.0);
            for (var n = sums.First; n <= sums.Last; n++)
            {
                var wave = weight * Complex.FromPolarCoordinates(1, -2 * sums.K[j] * sums.R[n]);
                a += Dot(model.ChiR[n], wave);
                b += Dot(s02 * model.PerElectronvolt[n], wave);
            }

            var (perS02, perShift) = (((bb * a) - (ab * b)) / determinant, ((aa * b) - (ab * a)) / determinant);
            s02Variance += perS02 * perS02;
            shiftVariance += perShift * perShift;
            weights += weight * weight;
        }

        var noise = sums.Rest(model.ChiR, s02, sums.Last) / (weights * (sums.Last - sums.First + 1) * (1 - (2 / independent)));
        return (Math.Sqrt(noise * s02Variance), Math.Sqrt(noise * shiftVariance));
    }

    private static double Dot(Complex a, Complex b) => (a.Real * b.Real) + (a.Imaginary * b.Imaginary);
}
