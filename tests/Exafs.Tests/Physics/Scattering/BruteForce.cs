using System.Numerics;
using Exafs.Physics.Scattering;
using Exafs.Physics.Structures;
using Vector = Exafs.Physics.Structures.Vector;

namespace Exafs.Tests.Physics.Scattering;

/// <summary>Every path of up to four legs around an absorber, one by one and in both directions.</summary>
internal sealed class BruteForce(ScatteringData data, double halfLength)
{
    private readonly RehrAlbers _paths = new(data);
    private readonly Complex[] _chi = new Complex[data.K.Length];

    /// <summary>χ̃ at the k of the data [n]; empty where only counts are asked for.</summary>
    public sealed record Sum(Complex[] Single, Complex[] Triangles, Complex[] Generic, PathCounts Paths)
    {
        public Complex[] All => [.. Single.Select((single, n) => single + Triangles[n] + Generic[n])];
    }

    public Sum Around(AtomicStructure structure, int absorber, bool countOnly = false)
    {
        var sum = new Sum(new Complex[_chi.Length], new Complex[_chi.Length], new Complex[_chi.Length], default);
        var counts = default(PathCounts);
        Vector[] sites = [.. NeighbourList.Of(structure, halfLength).Of(absorber).ToArray().Select(n => n.Displacement)];
        foreach (var a in sites)
        {
            counts.Single += Add(sum.Single, a);
            foreach (var b in sites)
            {
                counts.ThroughAbsorber += Add(sum.Triangles, a, default, b);
                if (a == b) continue;
                counts.Around += Add(sum.Triangles, a, b);
                counts.ThereAndBack += Add(sum.Triangles, a, b, a);
                if (a.Length + (b - a).Length + b.Length > 2 * halfLength) continue;
                foreach (var c in sites)
                    if (c != a && c != b) counts.Generic += Add(sum.Generic, a, b, c);
            }
        }

        return sum with { Paths = counts };

        int Add(Complex[] to, params ReadOnlySpan<Vector> atoms)
        {
            var (length, last) = (0.0, default(Vector));
            foreach (var atom in atoms)
            {
                length += (atom - last).Length;
                last = atom;
            }

            if (length + last.Length > 2 * halfLength) return 0;
            if (countOnly) return 1;
            _paths.Evaluate(atoms, _chi);
            for (var n = 0; n < _chi.Length; n++)
                to[n] += _chi[n];
            return 1;
        }
    }
}
