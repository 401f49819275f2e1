using System.Diagnostics.Metrics;

namespace Exafs.Pipeline.Delivery;

/// <summary>What waits for each target, and what it has, as instruments of System.Diagnostics.Metrics.</summary>
public sealed class DeliveryMetrics : IDisposable
{
    private readonly Meter _meter = new(LedgerMetrics.MeterName);

    /// <param name="statuses">How the deliveries stand.</param>
    /// <param name="time">For the age of what waits.</param>
    public DeliveryMetrics(Func<IReadOnlyList<DeliveryStatus>> statuses, TimeProvider time)
    {
        Gauge("exafs_spool_items", counts => counts.Waiting);
        Gauge("exafs_spool_bytes", counts => counts.WaitingBytes);
        Gauge("exafs_dead_letters", counts => counts.DeadLetterTotal);
        _meter.CreateObservableGauge("exafs_spool_oldest_age_seconds", () => statuses().Select(status =>
            new Measurement<double>(status.Counts.Oldest is { } oldest ? Math.Max(0, (time.GetUtcNow() - oldest).TotalSeconds) : 0, Target(status))));
        _meter.CreateObservableCounter("exafs_accepted_total", () => statuses().Select(status => new Measurement<long>(status.Counts.Accepted, Target(status))));
        _meter.CreateObservableCounter("exafs_delivered_total", () => statuses().Select(status => new Measurement<long>(status.Counts.Delivered, Target(status))));

        void Gauge(string name, Func<OutboxCounts, long> read) =>
            _meter.CreateObservableGauge(name, () => statuses().Select(status => new Measurement<long>(read(status.Counts), Target(status))));
    }

    public void Dispose() => _meter.Dispose();

    private static KeyValuePair<string, object?> Target(DeliveryStatus status) => new("target", status.Counts.Target);
}
