using System.Numerics;

namespace Exafs.Physics.Scattering;

/// <summary>The spherical waves that run along a leg: C_l(z), z·C_l'(z), z²·C_l''(z) at z = 1/(ipr).</summary>
/// <remarks>
/// Method: C_l is the polynomial in h_l(ρ) = i^-l · exp(iρ)/ρ · C_l(1/(iρ)); C₀ = 1, C₁ = 1 - z, C_{l+1} = C_{l-1} - (2l+1)·z·C_l (Rehr and Albers 1990),
/// its derivatives by deriving that. For r → ∞ only C_l → 1 is left: plane waves.
/// </remarks>
internal sealed class Leg(int waves, int blocks)
{
    /// <summary>C, zC', z²C'' by turns, [block][l][3].</summary>
    public ComplexVector[] Values { get; } = new ComplexVector[blocks * waves * 3];

    /// <summary>r, Å.</summary>
    public double Length { get; private set; }

    /// <param name="inverse">1/(ip), Å [block].</param>
    /// <param name="counts">How many l are asked for [block].</param>
    /// <param name="length">Å.</param>
    public void Set(ComplexVector[] inverse, int[] counts, double length)
    {
        Length = length;
        for (var block = 0; block < inverse.Length; block++)
        {
            var z = inverse[block] * (1 / length);
            var (zero, one) = (default(ComplexVector), new ComplexVector(Vector<double>.One, Vector<double>.Zero));
            var (c0, c, d0, d, h0, h) = (one, one - z, zero, zero - z, zero, zero);
            var at = Values.AsSpan(block * waves * 3, waves * 3);
            (at[0], at[1], at[2]) = (c0, d0, h0);
            for (var l = 1; l < counts[block]; l++)
            {
                (at[3 * l], at[(3 * l) + 1], at[(3 * l) + 2]) = (c, d, h);
                var factor = z * -((2 * l) + 1);
                (c0, c, d0, d, h0, h) = (c, c0.Plus(factor, c), d, d0.Plus(factor, c + d), h, h0.Plus(factor, d + d + h));
            }
        }
    }
}
