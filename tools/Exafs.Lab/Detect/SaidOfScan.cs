using System.Collections.Immutable;
using Exafs.Pipeline.Changes;

namespace Exafs.Lab.Detect;

/// <summary>What was said of one scan.</summary>
/// <param name="Index">Of the scan within the run.</param>
/// <param name="Features">What was watched.</param>
/// <param name="Events">What was announced on it.</param>
internal sealed record SaidOfScan(int Index, ScanFeatures Features, ImmutableArray<ChangeEvent> Events);
