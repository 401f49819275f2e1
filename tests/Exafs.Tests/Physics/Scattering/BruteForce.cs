using System.Numerics;
using Vector = Exafs.Physics.Structures.Vector;
using Exafs.Physics.Scattering;
using Exafs.Physics.Structures;

namespace Exafs.Tests.Physics.Scattering;

/// <summary>Every path of up to four legs around an absorber, one by one and in both directions.</summary>
internal static class BruteForce
{
    public sealed record Sum(Complex[] Single, Complex[] Triangles, Complex[] Generic, PathCounts Paths);

    public static Sum Around(AtomicStructure structure, int absorber, double halfLength, PathAmplitude? amplitude, int knots)
    {
        var sum = new Sum(new Complex[knots], new Complex[knots], new Complex[knots], default);
        var counts = default(PathCounts);
        var chi = new Complex[knots];
        var sites = NeighbourList.Of(structure, halfLength).Of(absorber).ToArray().Select(n => n.Displacement).ToArray();
        foreach (var a in sites)
        {
            Add(sum.Single, a);
            counts.Single++;
            foreach (var b in sites)
            {
                if (Fits(a, default, b))
                {
                    Add(sum.Triangles, a, default, b);
                    counts.ThroughAbsorber++;
                }

                if (a == b) continue;
                if (Fits(a, b))
                {
                    Add(sum.Triangles, a, b);
                    counts.Around++;
                }

                if (Fits(a, b, a))
                {
                    Add(sum.Triangles, a, b, a);
                    counts.ThereAndBack++;
                }

                foreach (var c in sites)
                {
                    if (c == a || c == b || !Fits(a, b, c)) continue;
                    Add(sum.Generic, a, b, c);
                    counts.Generic++;
                }
            }
        }

        return sum with { Paths = counts };

        bool Fits(params ReadOnlySpan<Vector> atoms)
        {
            var (length, last) = (0.0, default(Vector));
            foreach (var atom in atoms)
            {
                length += (atom - last).Length;
                last = atom;
            }

            return length + last.Length <= 2 * halfLength;
        }

        void Add(Complex[] to, params ReadOnlySpan<Vector> atoms)
        {
            if (amplitude is null) return;
            amplitude(atoms, chi);
            for (var n = 0; n < knots; n++)
                to[n] += chi[n];
        }
    }
}
