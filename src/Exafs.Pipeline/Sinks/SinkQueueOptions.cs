using System.ComponentModel.DataAnnotations;

namespace Exafs.Pipeline;

/// <summary>How reports wait for one sink.</summary>
public sealed record SinkQueueOptions
{
    /// <summary>Reports that may wait, those being written included where the stream waits for room.</summary>
    [Range(1, 10_000_000)]
    public int QueueLength { get; init; } = 1000;

    public Overflow Overflow { get; init; } = Overflow.Wait;

    /// <summary>Reports written at a time; never waited for.</summary>
    [Range(1, 100_000)]
    public int LargestBatch { get; init; } = 256;

    /// <summary>When an attempt is given up and counted as failed; null: never.</summary>
    public TimeSpan? WriteTimeout { get; init; }

    public Backoff Backoff { get; init; } = new(First: TimeSpan.FromMilliseconds(200), Longest: TimeSpan.FromSeconds(30));
}
