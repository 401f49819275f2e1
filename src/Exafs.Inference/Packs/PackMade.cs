using System.Collections.Immutable;

namespace Exafs.Inference.Packs;

/// <summary>All that may differ between two makings of the same pack.</summary>
/// <param name="TimeUtc">When it was made.</param>
/// <param name="Command">What made it.</param>
/// <param name="Programs">The programs that took part, and their versions.</param>
public sealed record PackMade(DateTimeOffset TimeUtc, string Command, ImmutableSortedDictionary<string, string> Programs);
