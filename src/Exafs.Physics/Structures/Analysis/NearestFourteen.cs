namespace Exafs.Physics.Structures;

/// <summary>A neighbour list in which nearly all atoms have the fourteen neighbours that tell a crystal.</summary>
internal static class NearestFourteen
{
    private const double Begin = 4;
    private const double Farthest = 10;

    /// <summary>The radius grows until no atom gains; those that still have fewer stand alone, or on the corner of a particle.</summary>
    public static NeighbourList Of(AtomicStructure structure)
    {
        for (var radius = Begin; ; radius *= 1.25)
        {
            NeighbourList list = NeighbourList.Of(structure, radius);
            if (radius * 1.25 > Farthest || Enumerable.Range(0, structure.Count).All(atom => list.Of(atom).Length >= 14)) return list;
        }
    }
}
