namespace Exafs.Monitor.Operation;

/// <summary>Whether the stream goes on. It does while it has nothing to do, and while it gets on with what it has; while it waits for a store that says what is wrong, a restart would not help.</summary>
internal sealed class Heartbeat(Monitoring monitoring)
{
    /// <summary>A batch may take so long.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>How often it is felt.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private long _done = -1;
    private DateTimeOffset _moved = monitoring.Time.GetUtcNow();
    private DateTimeOffset _felt = monitoring.Time.GetUtcNow();

    /// <summary>Feels it, once a second.</summary>
    /// <returns>Null: it goes on. Else what stands still.</returns>
    public string? Beat()
    {
        var (counts, now) = (monitoring.Ledger.Counts, monitoring.Time.GetUtcNow());
        var done = counts.Analyzed + counts.RejectedTotal + counts.SnapshotsAnalyzed;
        var left = counts.Received + counts.SnapshotsReceived - counts.SnapshotsSuperseded - done;
        var blocked = counts.Sinks.Any(sink => Composition.IsStore(sink) && sink.Trouble is not null);
        lock (_gate)
        {
            _felt = now;
            if (left <= 0 || done != _done || blocked)
                _moved = now;
            _done = done;
            return now - _moved < Patience ? null : $"{left} scans wait, and none was finished for {(now - _moved).TotalSeconds:f0} s";
        }
    }

    /// <summary>Null: it was felt lately, and went on. Else what is wrong.</summary>
    public string? Trouble()
    {
        lock (_gate)
        {
            var now = monitoring.Time.GetUtcNow();
            return now - _felt > 10 * Interval ? $"the heartbeat was not felt for {(now - _felt).TotalSeconds:f0} s"
                : now - _moved >= Patience ? $"scans wait, and none was finished for {(now - _moved).TotalSeconds:f0} s"
                : null;
        }
    }
}
