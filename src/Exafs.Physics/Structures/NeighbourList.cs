using System.Collections.Immutable;

namespace Exafs.Physics.Structures;

/// <summary>The neighbours of every atom within a radius, images included, by cell lists.</summary>
/// <remarks>Those of atom i are the entries <c>Start[i]</c> to <c>Start[i + 1]</c>, nearest first. Cost: proportional to the atoms, once the box is wider than three radii.</remarks>
public sealed class NeighbourList
{
    private NeighbourList(double cutoff, ImmutableArray<int> start, ImmutableArray<Neighbour> entries)
    {
        Cutoff = cutoff;
        Start = start;
        Entries = entries;
    }

    /// <summary>Å.</summary>
    public double Cutoff { get; }

    public ImmutableArray<int> Start { get; }

    public ImmutableArray<Neighbour> Entries { get; }

    public ReadOnlySpan<Neighbour> Of(int atom) => Entries.AsSpan(Start[atom], Start[atom + 1] - Start[atom]);

    /// <summary>All pairs nearer than <paramref name="cutoff"/>, Å; an atom's own images count, the atom itself does not.</summary>
    public static NeighbourList Of(AtomicStructure structure, double cutoff)
    {
        var bins = CellBins.Of(structure, cutoff);
        var start = ImmutableArray.CreateBuilder<int>(structure.Count + 1);
        var entries = ImmutableArray.CreateBuilder<Neighbour>();
        var found = new List<Neighbour>();
        start.Add(0);
        for (var atom = 0; atom < structure.Count; atom++)
        {
            found.Clear();
            bins.Search(atom, cutoff, found);
            found.Sort(static (a, b) => a.Distance != b.Distance ? a.Distance.CompareTo(b.Distance) : a.Atom.CompareTo(b.Atom));
            entries.AddRange(found);
            start.Add(entries.Count);
        }

        return new(cutoff, start.MoveToImmutable(), entries.ToImmutable());
    }
}
