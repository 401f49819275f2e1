using System.Collections.Immutable;

namespace Exafs.Pipeline;

/// <summary>Counters with a name each.</summary>
internal static class CountsByReason
{
    public static ImmutableSortedDictionary<string, long> Plus(this ImmutableSortedDictionary<string, long> counts, string reason, long count) =>
        count == 0 ? counts : counts.SetItem(reason, counts.GetValueOrDefault(reason) + count);
}
