namespace Exafs.Adapters.Storage;

/// <summary>Something that a target is to be sent.</summary>
/// <param name="Rank">What is given up first.</param>
/// <param name="Body">As it is sent; null: it cannot be sent, for <paramref name="Identity"/>'s reason.</param>
/// <param name="Identity">What waits under the same words, and of the same moment, is replaced: a newer form of the same thing; null: nothing is. Without a body: the reason for which it is dropped.</param>
public readonly record struct OutboxEntry(OutboxRank Rank, string? Body, string? Identity)
{
    /// <summary>When it was, ns since 1970, as part of its identity: what comes together in time then lies together on the disk.</summary>
    public long Moment { get; init; }

    /// <summary>It can never be sent.</summary>
    /// <param name="rank">What it is.</param>
    /// <param name="reason">Stable snake_case word.</param>
    public static OutboxEntry Unsendable(OutboxRank rank, string reason) => new(rank, null, reason);
}
