using System.Collections.Immutable;

namespace Exafs.Lab.CompareRuns;

/// <summary>Scans that came out one way in A and another way in B.</summary>
/// <param name="What">"scan" or "structure".</param>
/// <param name="A">Such as "analyzed" or "rejected: no_edge".</param>
/// <param name="B">See <paramref name="A"/>.</param>
/// <param name="Scans">In their order.</param>
internal sealed record OutcomeChange(string What, string A, string B, ImmutableArray<string> Scans);
