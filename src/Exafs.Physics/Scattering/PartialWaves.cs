using System.Collections.Immutable;
using System.Numerics;

namespace Exafs.Physics.Scattering;

/// <summary>How one kind of atom scatters: t_l(k) = exp(iδ_l)·sin δ_l, averaged over the total angular momenta l ± 1/2.</summary>
/// <param name="Waves">How many l there are, from 0.</param>
/// <param name="T">t [l][n].</param>
public sealed record PartialWaves(int Waves, ImmutableArray<Complex> T)
{
    /// <summary>How many k.</summary>
    public int Count => T.Length / Waves;

    /// <summary>t_l [n].</summary>
    public ReadOnlySpan<Complex> Of(int l) => T.AsSpan(l * Count, Count);

    /// <summary>δ_l of one k, rad; its imaginary part is loss.</summary>
    public Complex PhaseShift(int l, int n) => Complex.Log(1 + (2 * Complex.ImaginaryOne * Of(l)[n])) / (2 * Complex.ImaginaryOne);

    /// <summary>f(β) = Σ (2l+1)·t_l·P_l(cos β) / p of one k: the amplitude of a plane wave that turns by β, in the unit of 1/p.</summary>
    public Complex PlaneWaveAmplitude(int n, double cosine, Complex momentum)
    {
        Complex sum = 0;
        var (previous, legendre) = (0.0, 1.0);
        for (var l = 0; l < Waves; l++)
        {
            sum += ((2 * l) + 1) * Of(l)[n] * legendre;
            (previous, legendre) = (legendre, ((((2 * l) + 1) * cosine * legendre) - (l * previous)) / (l + 1));
        }

        return sum / momentum;
    }
}
