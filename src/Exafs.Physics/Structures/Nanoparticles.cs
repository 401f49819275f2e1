using System.Collections.Immutable;

namespace Exafs.Physics.Structures;

/// <summary>Outlines of nanoparticles around the origin. A face is a normal whose length is the face's distance from the centre, in units of the radius.</summary>
public static class Nanoparticles
{
    private static readonly double GoldenRatio = (1 + Math.Sqrt(5)) / 2;

    /// <summary>Twelve faces (110).</summary>
    public static ImmutableArray<Vector> RhombicDodecahedron { get; } = Faces(new(1, 1, 0), 1);

    /// <summary>Six faces (100) at the radius and eight (111) that meet in the middle of the cube's edges, so that all edges are alike.</summary>
    public static ImmutableArray<Vector> Cuboctahedron { get; } = [.. Faces(new(1, 0, 0), 1), .. Faces(new(1, 1, 1), 2 / Math.Sqrt(3))];

    /// <summary>Six faces (100) at the radius and eight (111) at √3/2 of it, near the proportion of the surface energies of fcc metals (regular octahedron cut at a third of its edges).</summary>
    public static ImmutableArray<Vector> TruncatedOctahedron { get; } = [.. Faces(new(1, 0, 0), 1), .. Faces(new(1, 1, 1), Math.Sqrt(3) / 2)];

    /// <summary>The atoms, Å, within the faces and within a sphere where there are none.</summary>
    public static ImmutableArray<Vector> Cut(ImmutableArray<Vector> atoms, ImmutableArray<Vector> faces, double radius)
    {
        // Atoms exactly on a face belong to the particle, whatever the rounding.
        var limit = radius + 1e-6;
        return [.. atoms.Where(atom => faces.IsEmpty ? atom.Length <= limit : faces.All(face => atom.Dot(face) <= limit * face.LengthSquared))];
    }

    /// <summary>Mackay's icosahedron: shells of atoms around one in the centre, the shells <paramref name="distance"/> apart along the twelve corners, the corners within the radius, all in Å.</summary>
    /// <remarks>A. L. Mackay, Acta Cryst. 15, 916 (1962): n shells have 1 + Σ (10 i² + 2) atoms.</remarks>
    public static ImmutableArray<Vector> Icosahedron(double distance, double radius)
    {
        var corners = ImmutableArray.CreateBuilder<Vector>(12);
        foreach (var (one, golden) in new[] { (1, 1), (1, -1), (-1, 1), (-1, -1) })
        {
            corners.Add(new(0, one, golden * GoldenRatio));
            corners.Add(new(one, golden * GoldenRatio, 0));
            corners.Add(new(golden * GoldenRatio, 0, one));
        }

        Vector[] units = [.. corners.Select(corner => corner / corner.Length)];
        var edge = (units[0] - units.Skip(1).MinBy(other => (other - units[0]).Length)).Length + 1e-9;
        bool Meet(int i, int j) => (units[i] - units[j]).Length <= edge;
        var atoms = ImmutableArray.CreateBuilder<Vector>();
        atoms.Add(new(0, 0, 0));
        for (var shell = 1; shell * distance <= radius + 1e-6; shell++)
        {
            var size = shell * distance;
            atoms.AddRange(units.Select(unit => unit * size));
            for (var i = 0; i < 12; i++)
            {
                for (var j = i + 1; j < 12; j++)
                {
                    if (!Meet(i, j)) continue;
                    for (var step = 1; step < shell; step++) atoms.Add(((units[i] * (shell - step)) + (units[j] * step)) * distance);
                    for (var k = j + 1; k < 12; k++)
                    {
                        if (!Meet(i, k) || !Meet(j, k)) continue;
                        for (var a = 1; a < shell; a++)
                            for (var b = 1; a + b < shell; b++)
                                atoms.Add(((units[i] * a) + (units[j] * b) + (units[k] * (shell - a - b))) * distance);
                    }
                }
            }
        }

        return atoms.ToImmutable();
    }

    /// <summary>All different faces that permutations and signs make of one.</summary>
    private static ImmutableArray<Vector> Faces(Vector index, double distance)
    {
        var unit = index / index.Length;
        var permutations = new Vector[] { unit, new(unit.Y, unit.Z, unit.X), new(unit.Z, unit.X, unit.Y) };
        int[] signs = [1, -1];
        return
        [
            .. (from p in permutations from x in signs from y in signs from z in signs
                select new Vector((p.X * x) + 0.0, (p.Y * y) + 0.0, (p.Z * z) + 0.0) * distance).Distinct(),
        ];
    }
}
