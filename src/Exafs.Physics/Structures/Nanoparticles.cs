using System.Collections.Immutable;

namespace Exafs.Physics.Structures;

/// <summary>Particles in the middle of a box that does not repeat: cut from a crystal whose cubic cell is handed in, or built of shells.</summary>
public static class Nanoparticles
{
    // Free space around a particle, Å: it must not meet the walls when it moves.
    private const double Margin = 10;

    // Atoms on a face belong to the particle, whatever the last digit says.
    private const double Slack = 1e-6;

    /// <summary>All atoms within <paramref name="radius"/>, Å, of an atom.</summary>
    public static AtomicStructure Sphere(AtomicStructure cell, double radius) =>
        Cut(cell, default, radius, offset => offset.Length <= radius + Slack);

    /// <summary>All atoms between the planes {100}, {110} and {111} at these distances, Å, from an atom, as in Wulff's construction.</summary>
    public static AtomicStructure Faceted(AtomicStructure cell, double to100, double to110, double to111) =>
        Cut(cell, default, Math.Min(to100 * Math.Sqrt(3), Math.Min(to110 * Math.Sqrt(2), to111 * Math.Sqrt(3))), Between(to100, to110, to111));

    /// <summary>Of fcc: 13, 55, 147, 309, 561 … atoms for 1, 2, 3, 4, 5 shells around an atom.</summary>
    public static AtomicStructure Cuboctahedron(int atomicNumber, double a, int shells)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shells, 1);
        return Faceted(Crystals.Fcc(atomicNumber, a, 1, 1, 1), shells * a / 2, double.PositiveInfinity, shells * a / Math.Sqrt(3));
    }

    /// <summary>Of fcc, the regular one: 38, 201, 586 … atoms for 2, 3, 4 atoms along each edge.</summary>
    public static AtomicStructure TruncatedOctahedron(int atomicNumber, double a, int edge)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(edge, 2);
        // An octahedron three times as long, in neighbour distances d, without its corners; its centre is an atom or the hole between six.
        var (d, length) = (a / Math.Sqrt(2), 3 * (edge - 1));
        Vector centre = length % 2 == 0 ? default : new(a / 2, 0, 0);
        var (to100, to111) = ((length - edge + 1) * d / Math.Sqrt(2), length * d / Math.Sqrt(6));
        return Cut(Crystals.Fcc(atomicNumber, a, 1, 1, 1), centre, to100 * Math.Sqrt(3), Between(to100, double.PositiveInfinity, to111));
    }

    /// <summary>Mackay's: 13, 55, 147, 309, 561 … atoms for 1, 2, 3, 4, 5 shells; <paramref name="distance"/>, Å, is the mean of the two neighbour distances.</summary>
    public static AtomicStructure Icosahedron(int atomicNumber, double distance, int shells)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shells, 1);
        if (!(distance > 0)) throw new ArgumentOutOfRangeException(nameof(distance), distance, "a distance is positive");
        var golden = (1 + Math.Sqrt(5)) / 2;
        var corners = new List<Vector>();
        foreach (var x in new[] { -1.0, 1 })
            foreach (var y in new[] { -golden, golden })
                corners.AddRange([new(0, x, y), new(x, y, 0), new(y, 0, x)]);

        // Edges of these corners are 2 long, their radius is √(1 + golden²).
        var scale = 2 * distance / (2 + Math.Sqrt(1 + (golden * golden)));
        bool Joined(Vector p, Vector q) => Math.Abs((p - q).Length - 2) < Slack;
        var atoms = new List<Vector> { default };
        for (var shell = 1; shell <= shells; shell++)
            for (var i = 0; i < corners.Count; i++)
            {
                atoms.Add(corners[i] * (shell * scale));
                for (var j = i + 1; j < corners.Count; j++)
                {
                    if (!Joined(corners[i], corners[j])) continue;
                    for (var n = 1; n < shell; n++) atoms.Add(((corners[i] * (shell - n)) + (corners[j] * n)) * scale);
                    for (var k = j + 1; k < corners.Count; k++)
                    {
                        if (!Joined(corners[i], corners[k]) || !Joined(corners[j], corners[k])) continue;
                        for (var n = 1; n < shell; n++)
                            for (var m = 1; m < shell - n; m++)
                                atoms.Add(((corners[i] * (shell - n - m)) + (corners[j] * n) + (corners[k] * m)) * scale);
                    }
                }
            }

        return InFreeBox(atomicNumber, atoms);
    }

    private static Func<Vector, bool> Between(double to100, double to110, double to111) => offset =>
    {
        var (x, y, z) = (Math.Abs(offset.X), Math.Abs(offset.Y), Math.Abs(offset.Z));
        var least = Math.Min(x, Math.Min(y, z));
        return Math.Max(x, Math.Max(y, z)) <= to100 + Slack
            && (x + y + z - least) / Math.Sqrt(2) <= to110 + Slack
            && (x + y + z) / Math.Sqrt(3) <= to111 + Slack;
    };

    private static AtomicStructure Cut(AtomicStructure cell, Vector centre, double reach, Func<Vector, bool> inside)
    {
        if (!(reach > 0) || !double.IsFinite(reach)) throw new ArgumentOutOfRangeException(nameof(reach), reach, "a particle has a size");
        var (heights, kept, numbers) = (cell.Cell.Heights, new List<Vector>(), cell.AtomicNumbers.Distinct().ToArray());
        if (numbers.Length != 1) throw new ArgumentException("particles are cut from crystals of one element");
        int Cells(double height) => (int)Math.Ceiling((reach + centre.Length) / height) + 1;
        for (var a = -Cells(heights.X); a <= Cells(heights.X); a++)
            for (var b = -Cells(heights.Y); b <= Cells(heights.Y); b++)
                for (var c = -Cells(heights.Z); c <= Cells(heights.Z); c++)
                    foreach (Vector atom in cell.Positions)
                    {
                        Vector offset = atom + cell.Cell.ToPosition(new(a, b, c)) - cell.Positions[0] - centre;
                        if (inside(offset)) kept.Add(offset);
                    }

        return InFreeBox(numbers[0], kept);
    }

    private static AtomicStructure InFreeBox(int atomicNumber, List<Vector> atoms)
    {
        var half = atoms.Max(atom => Math.Max(Math.Abs(atom.X), Math.Max(Math.Abs(atom.Y), Math.Abs(atom.Z)))) + Margin;
        ImmutableArray<Vector> placed = [.. atoms.Select(atom => atom + new Vector(half, half, half))];
        return AtomicStructure.Of(atomicNumber, Cell.Orthogonal(2 * half, 2 * half, 2 * half, periodic: false), placed);
    }
}
