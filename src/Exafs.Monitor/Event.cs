using System.Collections.Immutable;

namespace Exafs.Monitor;

/// <summary>Something that happened, in words, and what it is about, by name: RunId, ScanId, Reason, Target.</summary>
internal sealed record Event(DateTimeOffset Time, bool IsWarning, string Text, ImmutableArray<(string Name, string Value)> About);
