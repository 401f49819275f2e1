using System.Diagnostics.Metrics;
using Exafs.Pipeline.Delivery;

namespace Exafs.Pipeline;

/// <summary>The books as instruments of System.Diagnostics.Metrics: the same numbers, read from the same place.</summary>
public sealed class LedgerMetrics : IDisposable
{
    public const string MeterName = "Exafs.Pipeline";

    private readonly Meter _meter = new(MeterName);
    private readonly Histogram<double> _latency;
    private readonly Histogram<double> _stage;

    /// <param name="ledger">The books of the stream.</param>
    /// <param name="deliveries">How the deliveries stand; their failures and losses are told under the same names.</param>
    public LedgerMetrics(Ledger ledger, Func<IReadOnlyList<DeliveryStatus>> deliveries)
    {
        Count("exafs_scans_received_total", () => [new(ledger.Counts.Received)]);
        Count("exafs_scans_completed_total", () =>
        [
            new(ledger.Counts.Analyzed, Tag("outcome", "analyzed")),
            new(ledger.Counts.RejectedTotal, Tag("outcome", "rejected")),
        ]);
        Count("exafs_scans_rejected_total", () => ledger.Counts.Rejected.Select(pair => new Measurement<long>(pair.Value, Tag("reason", pair.Key))));
        Count("exafs_estimates_total", () => ledger.Counts.Estimates.Select(pair => new Measurement<long>(pair.Value, Tag("outcome", pair.Key))));
        Count("exafs_snapshots_total", () => [new(ledger.Counts.SnapshotsReceived)]);
        Count("exafs_sequence_gaps_total", () => [new(ledger.Counts.Missed)]);
        Count("exafs_publisher_restarts_total", () => [new(ledger.Counts.Restarts)]);
        Count("exafs_write_failures_total", () => ledger.Counts.Sinks
            .Select(sink => Failures(sink.Name, "failed", true, sink.Failures))
            .Concat(deliveries().SelectMany(target => target.Failures.Select(failure => Failures(target.Counts.Target, failure.Key, failure.Value.Retryable, failure.Value.Attempts)))));
        Count("exafs_dropped_total", () => ledger.Counts.Sinks.Select(sink => (sink.Name, sink.Dropped))
            .Concat(deliveries().Select(target => (Name: target.Counts.Target, target.Counts.Dropped)))
            .SelectMany(stage => stage.Dropped.Select(pair => new Measurement<long>(pair.Value, Tag("stage", stage.Name), Tag("reason", pair.Key)))));
        _meter.CreateObservableGauge("exafs_queue_depth", () => ledger.Counts.Sinks
            .Select(sink => new Measurement<long>(sink.Queued, Tag("stage", sink.Name)))
            .Prepend(new Measurement<long>(ledger.Counts.Waiting, Tag("stage", "reduce"))));
        _latency = _meter.CreateHistogram<double>("exafs_scan_latency_seconds", "s", "last byte received to stored");
        _stage = _meter.CreateHistogram<double>("exafs_stage_duration_seconds", "s");
    }

    /// <summary>Notes how long a scan took from its last byte until it was stored.</summary>
    public void Latency(TimeSpan took) => _latency.Record(took.TotalSeconds);

    /// <summary>Notes how long a stage took over one batch.</summary>
    public void Stage(string stage, TimeSpan took) => _stage.Record(took.TotalSeconds, Tag("stage", stage));

    public void Dispose() => _meter.Dispose();

    private void Count(string name, Func<IEnumerable<Measurement<long>>> read) => _meter.CreateObservableCounter(name, read);

    private static Measurement<long> Failures(string stage, string reason, bool retryable, long attempts) =>
        new(attempts, Tag("stage", stage), Tag("reason", reason), Tag("retryable", retryable ? "true" : "false"));

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
