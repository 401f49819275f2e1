using System.Collections.Immutable;

namespace Exafs.Pipeline.Delivery;

/// <summary>How the deliveries to one target stand.</summary>
public sealed record DeliveryStatus
{
    public required OutboxCounts Counts { get; init; }

    /// <summary>Attempts that failed since the program began, by reason, and whether that reason goes away by itself.</summary>
    public ImmutableSortedDictionary<string, (long Attempts, bool Retryable)> Failures { get; init; } = ImmutableSortedDictionary<string, (long, bool)>.Empty;

    /// <summary>Why the last attempt failed; null when it succeeded.</summary>
    public string? Trouble { get; init; }

    /// <summary>The trouble does not go away by itself.</summary>
    public bool NeedsHelp { get; init; }
}
