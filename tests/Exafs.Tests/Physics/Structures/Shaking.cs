using Exafs.Physics.Structures;

namespace Exafs.Tests.Physics.Structures;

/// <summary>Structures whose atoms were displaced in a way that is known.</summary>
internal static class Shaking
{
    /// <summary>Each coordinate of each atom by itself, standard deviation <paramref name="u"/>, Å.</summary>
    public static AtomicStructure Shaken(this AtomicStructure structure, double u, Random random) =>
        structure with { Positions = [.. structure.Positions.Select(p => p + new Vector(Normal(random), Normal(random), Normal(random)) * u)] };

    public static AtomicStructure[] Frames(this AtomicStructure structure, int frames, double u, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, frames).Select(_ => structure.Shaken(u, random))];
    }

    public static AtomicStructure Moved(this AtomicStructure structure, Vector by) =>
        structure with { Positions = [.. structure.Positions.Select(p => p + by)] };

    /// <summary>All atoms inside the box.</summary>
    public static AtomicStructure Wrapped(this AtomicStructure structure) => structure with
    {
        Positions = [.. structure.Positions.Select(structure.Cell.ToFractional)
            .Select(f => structure.Cell.ToPosition(new(f.X - Math.Floor(f.X), f.Y - Math.Floor(f.Y), f.Z - Math.Floor(f.Z))))],
    };

    /// <summary>Box and atoms, about an axis through the origin.</summary>
    public static AtomicStructure Turned(this AtomicStructure structure, Vector axis, double angle)
    {
        axis /= axis.Length;
        Vector Turn(Vector p) => (p * Math.Cos(angle)) + (axis.Cross(p) * Math.Sin(angle)) + (axis * (axis.Dot(p) * (1 - Math.Cos(angle))));
        return structure with
        {
            Cell = structure.Cell with { A = Turn(structure.Cell.A), B = Turn(structure.Cell.B), C = Turn(structure.Cell.C) },
            Positions = [.. structure.Positions.Select(Turn)],
        };
    }

    /// <summary>Twice as many atoms, along the first edge.</summary>
    public static AtomicStructure Doubled(this AtomicStructure structure) => structure with
    {
        Cell = structure.Cell with { A = structure.Cell.A * 2 },
        Positions = [.. structure.Positions, .. structure.Positions.Select(p => p + structure.Cell.A)],
        AtomicNumbers = [.. structure.AtomicNumbers, .. structure.AtomicNumbers],
    };

    public static AtomicStructure Gas(int atoms, double edge, Random random) => AtomicStructure.Of(18, Cell.Orthogonal(edge, edge, edge),
        [.. Enumerable.Range(0, atoms).Select(_ => new Vector(random.NextDouble(), random.NextDouble(), random.NextDouble()) * edge)]);

    public static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
