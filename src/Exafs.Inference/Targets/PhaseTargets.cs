using System.Collections.Immutable;
using Exafs.Physics.Libraries;
using Exafs.Physics.Structures;

namespace Exafs.Inference.Targets;

/// <summary>The phases whose parts of the atoms a network gives.</summary>
public static class PhaseTargets
{
    /// <summary>In order; what is in no crystal is disordered: a liquid, a glass, the surface of a particle.</summary>
    public static ImmutableArray<string> Names { get; } = ["bcc", "fcc", "hcp", "disordered"];

    public static int Count => Names.Length;

    /// <summary>Of every structure, row after row [n, 4], by the surroundings of its atoms: crystals of the library are whole ones, particles have a surface.</summary>
    public static double[] Of(StructureSet set)
    {
        var surroundings = set.LocalStructure.As<float>();
        var all = new double[set.Count * Count];
        for (var i = 0; i < set.Count; i++)
        {
            var shares = surroundings.Slice(i * StructureSet.LocalStructures, StructureSet.LocalStructures);
            var row = all.AsSpan(i * Count, Count);
            (row[0], row[1], row[2]) = (shares[(int)LocalStructure.Bcc], shares[(int)LocalStructure.Fcc], shares[(int)LocalStructure.Hcp]);
            row[3] = Math.Max(0, 1 - row[0] - row[1] - row[2]);
        }

        return all;
    }
}
