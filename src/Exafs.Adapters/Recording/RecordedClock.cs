namespace Exafs.Adapters.Recording;

/// <summary>Tells how long the times of a recording are, in 100 ns since it began. It is never read: what is asked of it has a time of its own.</summary>
internal sealed class RecordedClock : TimeProvider
{
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => throw new InvalidOperationException("A recording has no now.");

    public override DateTimeOffset GetUtcNow() => throw new InvalidOperationException("A recording has no now.");
}
