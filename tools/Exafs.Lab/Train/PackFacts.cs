using System.Collections.Immutable;
using Exafs.Inference.Training;

namespace Exafs.Lab.Train;

/// <summary>What a run of train has found out about its pack.</summary>
internal sealed record PackFacts
{
    /// <summary>Of the library's manifest.</summary>
    public required string LibrarySha256 { get; init; }

    /// <summary>R-factors of the forward network on held-out structures; empty where there is neither.</summary>
    public IReadOnlyList<double> Forward { get; init; } = [];

    /// <summary>On the half of the held-out potentials that nothing was fitted to; empty where the library has none.</summary>
    public ImmutableArray<ErrorCoverage> Coverage { get; init; } = [];
}
