using System.Collections.Immutable;
using Exafs.Physics.Libraries;

namespace Exafs.Inference.Decomposition;

/// <summary>A part of a library that costs less and says nearly as much.</summary>
internal static class StructureChoice
{
    /// <summary>Of the training structures as many as wanted, an equal number of each run, the same ones each time; ascending.</summary>
    public static ImmutableArray<int> Of(StructureSet set, int wanted)
    {
        var (runs, splits) = (set.Label("run"), set.Label("split"));
        var byRun = Enumerable.Range(0, set.Count).Where(i => (int)splits[i] == (int)LibrarySplit.Training).GroupBy(i => runs[i]).ToArray();
        if (byRun.Length == 0) throw new InvalidDataException("the library has no structures to learn from");
        var each = Math.Max(1, wanted / byRun.Length);
        return [.. byRun.SelectMany(run => run.OrderBy(Shuffled).Take(each)).Order()];
    }

    /// <summary>SplitMix64's mixing (Steele, Lea and Flood, OOPSLA 2014): an order that has nothing to do with the number.</summary>
    private static ulong Shuffled(int structure)
    {
        var z = ((ulong)structure + 1) * 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
