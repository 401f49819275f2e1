using Exafs.Physics.Libraries;
using Exafs.Physics.Structures;

namespace Exafs.Inference.Targets;

/// <summary>The distances at which a network gives the radial distribution.</summary>
public static class TargetGrid
{
    /// <summary>1.8 to 6 Å.</summary>
    public static RadialGrid Grid { get; } = RadialGrid.Between(1.8, 6, 0.02);

    /// <summary>Points of it.</summary>
    public static int Count => Grid.Count;

    /// <summary>Where in a set's own grid it begins.</summary>
    /// <exception cref="InvalidDataException">The set has not these distances.</exception>
    public static int OffsetIn(StructureSet set)
    {
        var offset = (int)Math.Round((Grid.Start - set.R[0]) / Grid.Step);
        for (var i = 0; i < Count; i++)
        {
            if (offset < 0 || offset + i >= set.R.Length || Math.Abs(set.R[offset + i] - Grid.At(i)) > 1e-6)
                throw new InvalidDataException($"the set has no radial distribution at {Grid.At(i):F2} Å");
        }

        return offset;
    }

    /// <summary>Neighbours per Å of a structure on this grid [211].</summary>
    public static ReadOnlySpan<float> NeighboursOf(StructureSet set, int structure) => set.NeighboursOf(structure).Slice(OffsetIn(set), Count);
}
