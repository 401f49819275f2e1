namespace Exafs.Pipeline.Delivery;

/// <summary>How a target is delivered to.</summary>
public sealed record DeliveryOptions
{
    /// <summary>Items of one request. A target that finds a request too large, or does not answer in time, gets smaller ones for a while.</summary>
    public int LargestBatch { get; init; } = 2000;

    /// <summary>True: while there is a backlog, the newest and the oldest are sent by turns. False: strictly in order.</summary>
    public bool NewestToo { get; init; }

    /// <summary>When an attempt is given up and counted as failed.</summary>
    public TimeSpan WriteTimeout { get; init; } = TimeSpan.FromSeconds(20);

    public Backoff Backoff { get; init; } = new(First: TimeSpan.FromMilliseconds(500), Longest: TimeSpan.FromMinutes(1));

    /// <summary>A target's wish to be left alone is followed for so long at most.</summary>
    public TimeSpan LongestRetryAfter { get; init; } = TimeSpan.FromMinutes(10);
}
