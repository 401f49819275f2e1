using System.Collections.Immutable;
using System.Numerics;
using Exafs.Adapters.SlowValues;
using Exafs.Adapters.ZeroMq;
using Exafs.Pipeline;
using Exafs.Pipeline.Alerts;
using Exafs.Pipeline.Changes;
using Exafs.Pipeline.Delivery;

namespace Exafs.Monitor;

/// <summary>All that the views and the closing summary look at. Each part is thread-safe.</summary>
internal sealed class Monitoring(TimeProvider time)
{
    private readonly Dictionary<string, long> _troubles = [];
    private RunSummary _summary = new();
    private RunTrack _track = new();

    public TimeProvider Time { get; } = time;

    /// <summary>What the socket has seen; null before it is there.</summary>
    public Func<ZeroMqCounts>? Socket { get; set; }

    /// <summary>Temperature and other slow values; null before it is there.</summary>
    public SideChannel? SlowValues { get; set; }

    /// <summary>A recording stands in place of the socket.</summary>
    public bool IsReplay { get; set; }

    /// <summary>How the deliveries stand; none before there are targets.</summary>
    public Func<IReadOnlyList<DeliveryStatus>> Deliveries { get; set; } = () => [];

    public Ledger Ledger { get; } = new();

    /// <summary>From the last byte of a scan until it was stored.</summary>
    public Latencies Latencies { get; } = new();

    public EventLog Events { get; } = new(time);

    public DateTimeOffset Started { get; } = time.GetUtcNow();

    public RunSummary Summary => Volatile.Read(ref _summary);

    /// <summary>What was watched lately, and what happened.</summary>
    public RunTrack Track => Volatile.Read(ref _track);

    /// <summary>Notes a report; called by the stream alone, one at a time. Of a reason for rejection the first is told, then each time that their number has doubled.</summary>
    public void Note(ScanReport report)
    {
        Volatile.Write(ref _summary, _summary.Next(report));
        if (report is Rejected rejected && Ledger.Counts.Rejected.GetValueOrDefault(rejected.Defect.Reason) is var count && BitOperations.IsPow2(count))
            Events.Warn($"scan {report.Scan.ScanId} of {SeriesKey.Of(report.Scan)} rejected: {rejected.Defect.Reason}, {rejected.Defect.Detail}{(count > 1 ? $" (number {count} of these)" : "")}", [.. About(report), ("Reason", rejected.Defect.Reason)]);
    }

    /// <summary>Notes what was found on a scan; called by the stream alone. Every change of the structure is told; of each trouble of the instrument the first, then each time that their number has doubled.</summary>
    public void Note(ScanFindings findings)
    {
        ImmutableInterlocked.Update(ref _track, static (track, found) => track.Next(found), findings);
        foreach (var change in findings.Events)
        {
            if (change.IsStructural)
            {
                Events.Warn($"{change.Series}: {change.Detail}", [.. About(findings.Report), ("Kind", change.KindName), ("Cause", change.Cause)]);
                continue;
            }

            // A scan that was rejected is told of already.
            var count = _troubles[change.Cause] = _troubles.GetValueOrDefault(change.Cause) + 1;
            if (findings.Report is not Rejected && BitOperations.IsPow2(count))
                Events.Info($"{change.Series}: {change.Cause}, {change.Detail}{(count > 1 ? $" (number {count} of these)" : "")}", [.. About(findings.Report), ("Kind", change.KindName), ("Cause", change.Cause)]);
        }
    }

    /// <summary>Notes an alert, in the order in which they are told: the log is a channel, too. Called by the stream, or by the clock at the same time.</summary>
    public void Note(Alert alert)
    {
        ImmutableInterlocked.Update(ref _track, static (track, told) => track.Next(told), alert);
        if (alert.IsNews && alert.Labels["severity"] != "info")
            Events.Info($"alert {alert.Name} {alert.Status}: {alert.Annotations["summary"]}", ("Alert", alert.Name), ("Fingerprint", alert.Fingerprint));
    }

    /// <summary>Notes a sink's trouble: the first failure and the first loss, then each time that their number has doubled, so that a server that is away for a night does not fill a log.</summary>
    public void Note(SinkTrouble trouble)
    {
        if (trouble.RetryIn is { } wait)
        {
            if (BitOperations.IsPow2(trouble.Failures))
                Events.Warn($"{trouble.Sink}: attempt {trouble.Failures} failed, next in {wait.TotalSeconds:f1} s: {trouble.Cause.Message}", ("Target", trouble.Sink));
        }
        else if (GivenUp(trouble) is var count && BitOperations.IsPow2(count))
        {
            Events.Warn($"{trouble.Sink}: will never take this: {trouble.Cause.Message}{(count > 1 ? $" (number {count} of these)" : "")}", ("Target", trouble.Sink));
        }
    }

    private static (string Name, string Value)[] About(ScanReport report) => [("RunId", report.Scan.RunId), ("ScanId", report.Scan.ScanId)];

    private long GivenUp(SinkTrouble trouble) => trouble.Cause is UndeliverableException { Reason: var reason }
        ? Ledger.Counts.Sinks.Where(sink => sink.Name == trouble.Sink).Sum(sink => sink.Dropped.GetValueOrDefault(reason))
            + Deliveries().Where(delivery => delivery.Counts.Target == trouble.Sink).Sum(delivery => delivery.Counts.DeadLetters.GetValueOrDefault(reason))
        : 1;
}
