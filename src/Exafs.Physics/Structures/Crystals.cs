using System.Collections.Immutable;

namespace Exafs.Physics.Structures;

/// <summary>Perfect crystals in boxes with right angles, repeating in all directions; the lattice parameters are Å, the numbers are cells along x, y and z.</summary>
public static class Crystals
{
    private static readonly ImmutableArray<Vector> BccBasis = [new(0, 0, 0), new(0.5, 0.5, 0.5)];
    private static readonly ImmutableArray<Vector> FccBasis = [new(0, 0, 0), new(0.5, 0.5, 0), new(0.5, 0, 0.5), new(0, 0.5, 0.5)];

    // Two hexagonal cells side by side: the edges a, √3 a, c.
    private static readonly ImmutableArray<Vector> HcpBasis = [new(0, 0, 0), new(0.5, 0.5, 0), new(0.5, 5.0 / 6, 0.5), new(0, 1.0 / 3, 0.5)];

    /// <summary>Two atoms a cell.</summary>
    public static AtomicStructure Bcc(int atomicNumber, double a, int nx, int ny, int nz) =>
        Repeat(atomicNumber, new(a, a, a), BccBasis, nx, ny, nz);

    /// <summary>Four atoms a cell.</summary>
    public static AtomicStructure Fcc(int atomicNumber, double a, int nx, int ny, int nz) =>
        Repeat(atomicNumber, new(a, a, a), FccBasis, nx, ny, nz);

    /// <summary>Four atoms a cell, whose edges are a, √3 a and c; of touching spheres c = √(8/3) a.</summary>
    public static AtomicStructure Hcp(int atomicNumber, double a, double c, int nx, int ny, int nz) =>
        Repeat(atomicNumber, new(a, Math.Sqrt(3) * a, c), HcpBasis, nx, ny, nz);

    /// <summary>A cell of given edges and atoms (as fractions of them), repeated.</summary>
    public static AtomicStructure Repeat(int atomicNumber, Vector edges, ImmutableArray<Vector> basis, int nx, int ny, int nz)
    {
        if (!(edges.X > 0 && edges.Y > 0 && edges.Z > 0)) throw new ArgumentOutOfRangeException(nameof(edges), edges, "a lattice parameter is positive");
        if (nx < 1 || ny < 1 || nz < 1) throw new ArgumentOutOfRangeException(nameof(nx), (nx, ny, nz), "one cell at least along each edge");
        var positions = ImmutableArray.CreateBuilder<Vector>(nx * ny * nz * basis.Length);
        for (var x = 0; x < nx; x++)
            for (var y = 0; y < ny; y++)
                for (var z = 0; z < nz; z++)
                    foreach (Vector atom in basis)
                        positions.Add(new((x + atom.X) * edges.X, (y + atom.Y) * edges.Y, (z + atom.Z) * edges.Z));
        return AtomicStructure.Of(atomicNumber, Cell.Orthogonal(nx * edges.X, ny * edges.Y, nz * edges.Z), positions.MoveToImmutable());
    }
}
