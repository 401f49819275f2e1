using System.Collections.Immutable;

namespace Exafs.Pipeline.Changes;

/// <summary>A finished report, the numbers that were watched on it, and the changes that were announced on it.</summary>
public sealed record ScanFindings(ScanReport Report, ScanFeatures Features, ImmutableArray<ChangeEvent> Events);
