using System.Collections.Immutable;

namespace Exafs.Lab.CompareRuns;

/// <summary>Two runs side by side.</summary>
internal sealed record RunComparison(RunSide A, RunSide B)
{
    /// <summary>Every result is the same, bit for bit.</summary>
    public bool IsIdentical => A.Hash == B.Hash;

    /// <summary>Scans that B has not.</summary>
    public ImmutableArray<string> OnlyInA { get; init; } = [];

    /// <summary>Scans that A has not.</summary>
    public ImmutableArray<string> OnlyInB { get; init; } = [];

    /// <summary>Outcomes that differ.</summary>
    public ImmutableArray<OutcomeChange> Outcomes { get; init; } = [];

    /// <summary>Numbers and curves.</summary>
    public ImmutableArray<QuantityDifference> Quantities { get; init; } = [];

    /// <summary>Events of both, those that are the same too.</summary>
    public ImmutableArray<EventPair> Events { get; init; } = [];
}
