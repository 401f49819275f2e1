using System.Collections.Immutable;
using Exafs.Physics.Structures;

namespace Exafs.Tests.Physics.Scattering;

/// <summary>Iron and copper crystals, perfect or shaken.</summary>
internal static class Crystals
{
    public static AtomicStructure Iron(int cells, double a = 2.8665) => Cubic(26, cells, a, [default, new(0.5, 0.5, 0.5)]);

    public static AtomicStructure Copper(int cells, double a = 3.615) => Cubic(29, cells, a, [default, new(0, 0.5, 0.5), new(0.5, 0, 0.5), new(0.5, 0.5, 0)]);

    /// <summary>Every coordinate moved by a normal deviate of <paramref name="sigma"/>, Å.</summary>
    public static AtomicStructure Shaken(this AtomicStructure structure, double sigma, int seed)
    {
        var random = new Random(seed);
        return structure with { Positions = [.. structure.Positions.Select(p => p + (new Vector(Normal(), Normal(), Normal()) * sigma))] };

        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }

    private static AtomicStructure Cubic(int atomicNumber, int cells, double a, ImmutableArray<Vector> basis)
    {
        var positions =
            from x in Enumerable.Range(0, cells)
            from y in Enumerable.Range(0, cells)
            from z in Enumerable.Range(0, cells)
            from site in basis
            select (new Vector(x, y, z) + site) * a;
        return AtomicStructure.Of(atomicNumber, Cell.Orthogonal(cells * a, cells * a, cells * a), [.. positions]);
    }
}
