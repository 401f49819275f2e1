using System.Collections.Immutable;

namespace Exafs.Pipeline;

/// <summary>The books of one sink at one moment.</summary>
public sealed record SinkCounts
{
    public required string Name { get; init; }

    /// <summary>Whether the sink is owed every scan's final report.</summary>
    public required bool EveryScan { get; init; }

    /// <summary>Reports that came to the sink's queue.</summary>
    public long Offered { get; init; }

    /// <summary>Reports that the sink has taken.</summary>
    public long Delivered { get; init; }

    /// <summary>Reports that wait, those being written included.</summary>
    public long Queued { get; init; }

    /// <summary>Reports given up, by reason.</summary>
    public ImmutableSortedDictionary<string, long> Dropped { get; init; } = ImmutableSortedDictionary<string, long>.Empty;

    /// <summary>Attempts to write that failed.</summary>
    public long Failures { get; init; }

    /// <summary>Why the last attempt failed; null when the last attempt succeeded.</summary>
    public string? Trouble { get; init; }

    /// <summary>Reports given up for any reason.</summary>
    public long DroppedTotal => Dropped.Values.Sum();
}
