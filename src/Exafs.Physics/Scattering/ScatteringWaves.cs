using System.Numerics;

namespace Exafs.Physics.Scattering;

/// <summary>(2l+1)·t_l of one kind of atom, as the kernels take it: [block][l], and how many l count in each block of k.</summary>
internal sealed class ScatteringWaves
{
    private ScatteringWaves(int waves, int blocks) => (T, Counts) = (new ComplexVector[blocks * waves], new int[blocks]);

    public ComplexVector[] T { get; }

    public int[] Counts { get; }

    /// <param name="partial">The waves.</param>
    /// <param name="points">The k that count.</param>
    /// <param name="waves">How many l every array has.</param>
    public static ScatteringWaves Of(PartialWaves partial, Range points, int waves)
    {
        var (_, count) = points.GetOffsetAndLength(partial.Count);
        return Of(waves, count, l => l < partial.Waves ? partial.Of(l)[points].ToArray() : new Complex[count]);
    }

    /// <summary>What a dipole lets through: l = 1 alone, whole. With it the ends of a path at the absorber are a corner as any other.</summary>
    public static ScatteringWaves Dipole(int waves, int count) => Of(waves, count, l => [.. Enumerable.Repeat(l == 1 ? Complex.One : Complex.Zero, count)]);

    private static ScatteringWaves Of(int waves, int count, Func<int, Complex[]> amplitudes)
    {
        var lanes = Vector<double>.Count;
        var made = new ScatteringWaves(waves, (count + lanes - 1) / lanes);
        for (var l = 0; l < waves; l++)
        {
            var t = amplitudes(l);
            var blocks = ComplexVector.Blocks(t);
            for (var block = 0; block < blocks.Length; block++)
            {
                made.T[(block * waves) + l] = blocks[block] * ((2 * l) + 1);
                if (t.Skip(block * lanes).Take(lanes).Any(value => value != 0)) made.Counts[block] = l + 1;
            }
        }

        return made;
    }
}
