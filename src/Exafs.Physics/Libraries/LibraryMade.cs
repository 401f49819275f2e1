using System.Collections.Immutable;

namespace Exafs.Physics.Libraries;

/// <summary>When, where and at what cost a library was made: all that differs between two makings of the same one.</summary>
/// <param name="TimeUtc">When it was joined.</param>
/// <param name="Machine">Where it was joined, in words.</param>
/// <param name="Stages">What ran to its end or was stopped; what was killed is not told.</param>
public sealed record LibraryMade(DateTimeOffset TimeUtc, string Machine, ImmutableArray<LibraryStage> Stages);
