namespace Exafs.Adapters.Storage;

/// <summary>What is given up first where the outbox may not grow any more: the lowest rank, and of it the oldest.</summary>
public enum OutboxRank
{
    /// <summary>|χ(R)|: it can be made again from the store.</summary>
    ChiR = 0,

    /// <summary>g(R): the same.</summary>
    Rdf = 1,

    /// <summary>A scan's numbers.</summary>
    Scan = 2,

    /// <summary>Events and alerts: never given up.</summary>
    Event = 3,
}
