namespace Exafs.Pipeline.Delivery;

/// <summary>What one target is still owed, on disk. Whatever is in it survives the end of the program. Thread-safe.</summary>
public interface IOutbox
{
    /// <summary>The target's name, such as "influxdb".</summary>
    string Target { get; }

    /// <summary>The books now.</summary>
    OutboxCounts Counts { get; }

    /// <summary>Items that wait, in the order in which they were accepted.</summary>
    /// <param name="most">At most so many.</param>
    /// <param name="newest">The newest of all instead of the oldest.</param>
    IReadOnlyList<OutboxItem> Take(int most, bool newest);

    /// <summary>The target has these: they are owed no longer. One that was replaced meanwhile is still owed, in its new form.</summary>
    void Delivered(IReadOnlyList<OutboxItem> items);

    /// <summary>The target will never take this one: it is set aside, with the reason, until somebody looks.</summary>
    /// <param name="item">Which.</param>
    /// <param name="reason">Stable snake_case word.</param>
    /// <param name="detail">The target's words.</param>
    void SetAside(OutboxItem item, string reason, string detail);

    /// <summary>Returns when something new is accepted, or after <paramref name="longest"/>.</summary>
    Task WaitAsync(TimeSpan longest, CancellationToken cancellation);
}
