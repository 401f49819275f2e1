using System.Collections.Immutable;
using System.Numerics;

namespace Exafs.Physics.Structures;

/// <summary>Tells the crystal around each atom by how its neighbours are neighbours of each other.</summary>
/// <remarks>J. D. Honeycutt and H. C. Andersen, J. Phys. Chem. 91, 4950 (1987): to each neighbour belong the number of common neighbours, of the bonds among them, and of the bonds in
/// their longest chain. fcc has 12 × 421, hcp 6 × 421 + 6 × 422, an icosahedron 12 × 555, bcc 8 × 666 + 6 × 444. Who is bonded is told by one radius for all atoms, or, without it, by one
/// for each atom from the distances of its nearest 12 (or 14, for bcc): the adaptive variant of A. Stukowski, Modelling Simul. Mater. Sci. Eng. 20, 045021 (2012).</remarks>
public static class CommonNeighbourAnalysis
{
    private const int CloseNeighbours = 12;
    private const int BccNeighbours = 14;

    // Half way from the nearest to the second distance of fcc, in units of the nearest; of bcc from the second to the third, in units of the second.
    private static readonly double HalfWay = (1 + Math.Sqrt(2)) / 2;

    /// <summary>By the adaptive variant: no radius is needed, and a strained or a dense crystal is found alike.</summary>
    public static ImmutableArray<LocalStructure> Classify(AtomicStructure structure) => Classify(structure, NearestFourteen.Of(structure));

    internal static ImmutableArray<LocalStructure> Classify(AtomicStructure structure, NeighbourList near) =>
        [.. Enumerable.Range(0, structure.Count).Select(atom => Adaptive(near.Of(atom)))];

    /// <summary>By one radius for all atoms, Å: for fcc 0.854 a, for bcc 1.207 a, for hcp between the first two distances.</summary>
    public static ImmutableArray<LocalStructure> Classify(AtomicStructure structure, double radius)
    {
        NeighbourList list = NeighbourList.Of(structure, radius);
        return [.. Enumerable.Range(0, structure.Count).Select(atom => Of(list.Of(atom), radius))];
    }

    private static LocalStructure Adaptive(ReadOnlySpan<Neighbour> near)
    {
        if (near.Length < CloseNeighbours) return LocalStructure.Other;
        LocalStructure close = Of(near[..CloseNeighbours], HalfWay * Mean(near[..CloseNeighbours]));
        if (close != LocalStructure.Other || near.Length < BccNeighbours) return close;
        var edge = ((8 * 2 / Math.Sqrt(3) * Mean(near[..8])) + (6 * Mean(near[8..BccNeighbours]))) / 14;
        return Of(near[..BccNeighbours], HalfWay * edge);
    }

    private static double Mean(ReadOnlySpan<Neighbour> near)
    {
        double sum = 0;
        foreach (Neighbour neighbour in near) sum += neighbour.Distance;
        return sum / near.Length;
    }

    private static LocalStructure Of(ReadOnlySpan<Neighbour> near, double radius)
    {
        if (near.Length is not (CloseNeighbours or BccNeighbours)) return LocalStructure.Other;
        Span<uint> bonds = stackalloc uint[near.Length];
        bonds.Clear();
        for (var i = 0; i < near.Length; i++)
            for (var j = i + 1; j < near.Length; j++)
            {
                if ((near[i].Displacement - near[j].Displacement).LengthSquared >= radius * radius) continue;
                bonds[i] |= 1u << j;
                bonds[j] |= 1u << i;
            }

        int n421 = 0, n422 = 0, n444 = 0, n555 = 0, n666 = 0;
        foreach (var common in bonds)
        {
            switch (BitOperations.PopCount(common), Bonds(bonds, common), LongestChain(bonds, common))
            {
                case (4, 2, 1): n421++; break;
                case (4, 2, 2): n422++; break;
                case (4, 4, 4): n444++; break;
                case (5, 5, 5): n555++; break;
                case (6, 6, 6): n666++; break;
                default: return LocalStructure.Other;
            }
        }

        return (near.Length, n421, n422, n444, n555, n666) switch
        {
            (12, 12, _, _, _, _) => LocalStructure.Fcc,
            (12, 6, 6, _, _, _) => LocalStructure.Hcp,
            (12, _, _, _, 12, _) => LocalStructure.Icosahedral,
            (14, _, _, 6, _, 8) => LocalStructure.Bcc,
            _ => LocalStructure.Other,
        };
    }

    private static int Bonds(ReadOnlySpan<uint> bonds, uint among)
    {
        var twice = 0;
        for (var rest = among; rest != 0; rest &= rest - 1) twice += BitOperations.PopCount(bonds[BitOperations.TrailingZeroCount(rest)] & among);
        return twice / 2;
    }

    /// <summary>Bonds of the largest group of atoms that hang together.</summary>
    private static int LongestChain(ReadOnlySpan<uint> bonds, uint among)
    {
        var longest = 0;
        while (among != 0)
        {
            var group = among & (~among + 1);
            for (uint edge = group; edge != 0;)
            {
                uint next = 0;
                for (; edge != 0; edge &= edge - 1) next |= bonds[BitOperations.TrailingZeroCount(edge)] & among;
                edge = next & ~group;
                group |= next;
            }

            longest = Math.Max(longest, Bonds(bonds, group));
            among &= ~group;
        }

        return longest;
    }
}
