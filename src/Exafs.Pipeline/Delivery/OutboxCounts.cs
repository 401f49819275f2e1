using System.Collections.Immutable;

namespace Exafs.Pipeline.Delivery;

/// <summary>The books of one target, since the store was made: they outlive the program.</summary>
public sealed record OutboxCounts
{
    public required string Target { get; init; }

    /// <summary>Items that were committed to the store for this target.</summary>
    public long Accepted { get; init; }

    /// <summary>Items that the target has taken.</summary>
    public long Delivered { get; init; }

    /// <summary>Items that a newer form of themselves replaced before they were delivered.</summary>
    public long Superseded { get; init; }

    /// <summary>Items that wait.</summary>
    public long Waiting { get; init; }

    /// <summary>Bytes that wait.</summary>
    public long WaitingBytes { get; init; }

    /// <summary>When the oldest item that waits was accepted; null: none waits.</summary>
    public DateTimeOffset? Oldest { get; init; }

    /// <summary>Items that the target will never take, by reason; they are kept.</summary>
    public ImmutableSortedDictionary<string, long> DeadLetters { get; init; } = ImmutableSortedDictionary<string, long>.Empty;

    /// <summary>Items given up by reason: quota, no_time.</summary>
    public ImmutableSortedDictionary<string, long> Dropped { get; init; } = ImmutableSortedDictionary<string, long>.Empty;

    public long DeadLetterTotal => DeadLetters.Values.Sum();

    public long DroppedTotal => Dropped.Values.Sum();

    /// <summary>What is not conserved, in a sentence; null: all is.</summary>
    public string? Violation() => Accepted == Delivered + Superseded + Waiting + DeadLetterTotal + DroppedTotal ? null
        : $"{Target}: accepted = delivered + superseded + waiting + dead letters + dropped: {Accepted} is not {Delivered + Superseded + Waiting + DeadLetterTotal + DroppedTotal}";

    /// <summary>The books as a line of text.</summary>
    public override string ToString() =>
        $"{Target}: accepted {Accepted} = delivered {Delivered} + superseded {Superseded} + waiting {Waiting} + dead letters {DeadLetterTotal}{List(DeadLetters)} + dropped {DroppedTotal}{List(Dropped)}";

    private static string List(ImmutableSortedDictionary<string, long> counts) =>
        counts.IsEmpty ? "" : $" ({string.Join(", ", counts.Select(pair => $"{pair.Key} {pair.Value}"))})";
}
