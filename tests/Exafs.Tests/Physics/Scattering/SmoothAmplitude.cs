using System.Collections.Immutable;
using System.Numerics;
using Vector = Exafs.Physics.Structures.Vector;

namespace Exafs.Tests.Physics.Scattering;

/// <summary>A made-up amplitude with the features of a real one: few-wave scattering by angle, curvature in 1/r, a lossy momentum. Depends on nothing but the shape of the path.</summary>
internal static class SmoothAmplitude
{
    /// <summary>Spaced as FEFF spaces them, Å⁻¹.</summary>
    public static readonly ImmutableArray<double> K =
        [.. Enumerable.Range(0, 21).Select(i => i * 0.1), .. Enumerable.Range(1, 20).Select(i => 2 + (i * 0.2)), .. Enumerable.Range(1, 8).Select(i => 6 + (i * 0.5)), .. Enumerable.Range(1, 10).Select(i => 10.0 + i)];

    public static readonly ImmutableArray<Complex> Momentum = [.. K.Select(k => new Complex(Math.Sqrt((k * k) + 4), 0.05 + (0.2 * k / (1 + (0.1 * k * k)))))];

    public static void Evaluate(ReadOnlySpan<Vector> atoms, Span<Complex> chi)
    {
        Vector[] sites = [default, .. atoms, default];
        for (var n = 0; n < chi.Length; n++)
        {
            var p = Momentum[n];
            Complex amplitude = 1;
            for (var site = 1; site < sites.Length; site++)
            {
                var leg = sites[site] - sites[site - 1];
                amplitude *= Complex.Exp(Complex.ImaginaryOne * p * leg.Length) / leg.Length * (1 + (Complex.ImaginaryOne / (p * leg.Length)));
                if (site == sites.Length - 1) break;
                var next = sites[site + 1] - sites[site];
                amplitude *= Scattering(leg.Dot(next) / (leg.Length * next.Length), K[n]);
            }

            chi[n] = amplitude;
        }
    }

    /// <summary>Σ (2l+1) i^… t_l P_l(cos β) of seven waves.</summary>
    private static Complex Scattering(double cosine, double k)
    {
        Complex sum = 0;
        var (previous, legendre) = (0.0, 1.0);
        for (var l = 0; l < 7; l++)
        {
            var shift = 1.2 * Math.Exp(-0.3 * l) * (1 + (0.1 * k)) / (1 + (0.02 * k * k));
            sum += ((2 * l) + 1) * Complex.Exp(Complex.ImaginaryOne * shift) * Math.Sin(shift) * legendre / (2 + k);
            (previous, legendre) = (legendre, ((((2 * l) + 1) * cosine * legendre) - (l * previous)) / (l + 1));
        }

        return sum;
    }
}
