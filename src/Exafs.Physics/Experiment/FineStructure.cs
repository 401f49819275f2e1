using Exafs.Signal;

namespace Exafs.Physics.Experiment;

/// <summary>χ at the energies of a scan: its blending at low k, the end of its table, the resolution of the monochromator.</summary>
/// <remarks>
/// The resolution is a mean of χ over a Gaussian by the three-point Gauss-Hermite rule (weights 1/6, 2/3, 1/6 at −√3σ, 0, √3σ),
/// exact up to fifth order in energy.
/// </remarks>
internal static class FineStructure
{
    private const double DyingOut = 0.5; // Å⁻¹

    private static readonly (double At, double Weight)[] Sharp = [(0, 1)];
    private static readonly (double At, double Weight)[] GaussHermite = [(-Math.Sqrt(3), 1.0 / 6), (0, 2.0 / 3), (Math.Sqrt(3), 1.0 / 6)];

    /// <summary>χ [n].</summary>
    /// <param name="sample">Where it is blended.</param>
    /// <param name="state">χ(k).</param>
    /// <param name="energy">eV relative to E0 [n].</param>
    /// <param name="sigma">Standard deviation of the energy resolution, eV.</param>
    public static double[] At(SampleModel sample, SampleState state, ReadOnlySpan<double> energy, double sigma)
    {
        var result = new double[energy.Length];
        if (state.K.Length < 2)
            return result;
        var nodes = sigma > 0 ? GaussHermite : Sharp;
        var (k, inTable) = (new double[nodes.Length * energy.Length], new double[nodes.Length * energy.Length]);
        for (var i = 0; i < k.Length; i++)
        {
            k[i] = Wavenumber.FromEnergy(energy[i / nodes.Length] + (sigma * nodes[i % nodes.Length].At) - state.ChiOrigin);
            inTable[i] = Math.Clamp(k[i], state.K[0], state.K[^1]);
        }

        var chi = new double[k.Length];
        new CubicSplineInterpolation(state.K.AsSpan(), inTable).Evaluate(state.Chi.AsSpan(), chi);
        for (var i = 0; i < k.Length; i++)
        {
            var beyond = Math.Max(0, k[i] - state.K[^1]) / DyingOut;
            result[i / nodes.Length] += nodes[i % nodes.Length].Weight * state.S02 * Blend(sample, k[i]) * chi[i] * Math.Exp(-0.5 * beyond * beyond);
        }

        return result;
    }

    private static double Blend(SampleModel sample, double k)
    {
        var part = Math.Clamp((k - sample.BlendFrom) / (sample.BlendTo - sample.BlendFrom), 0, 1);
        var sine = Math.Sin(Math.PI / 2 * part);
        return sine * sine;
    }
}
