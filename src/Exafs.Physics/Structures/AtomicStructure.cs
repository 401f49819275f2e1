using System.Collections.Immutable;

namespace Exafs.Physics.Structures;

/// <summary>Atoms at one moment: where they are, Å [n], and what they are, atomic numbers [n].</summary>
public sealed record AtomicStructure(Cell Cell, ImmutableArray<Vector> Positions, ImmutableArray<int> AtomicNumbers)
{
    public int Count => Positions.Length;

    /// <summary>Atoms of one element.</summary>
    public static AtomicStructure Of(int atomicNumber, Cell cell, ImmutableArray<Vector> positions) =>
        new(cell, positions, [.. Enumerable.Repeat(atomicNumber, positions.Length)]);

    /// <summary>Box and positions, every length times <paramref name="factor"/>.</summary>
    public AtomicStructure Scaled(double factor) => this with { Cell = Cell.Scaled(factor), Positions = [.. Positions.Select(p => p * factor)] };
}
