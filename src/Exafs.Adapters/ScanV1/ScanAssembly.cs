using System.Collections.Immutable;
using Exafs.Signal;

namespace Exafs.Adapters.ScanV1;

/// <summary>What a message led to.</summary>
/// <param name="Next">The state after it.</param>
/// <param name="Scans">Snapshots and ended scans, in the order of time; often none.</param>
public readonly record struct ScanAssembly(ScanAssembler Next, ImmutableArray<Scan> Scans);
