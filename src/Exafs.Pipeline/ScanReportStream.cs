using System.Diagnostics;
using System.Reactive.Linq;
using Exafs.Pipeline.Changes;
using Exafs.Signal;

namespace Exafs.Pipeline;

/// <summary>The steps from scans to sinks.</summary>
public static class ScanReportStream
{
    /// <summary>Scan → report: exactly one for each, in order.</summary>
    /// <param name="scans">What waits, as batches.</param>
    /// <param name="analyzer">How.</param>
    /// <param name="estimation">What the structure is estimated by; null: it is not.</param>
    /// <param name="ledger">The books.</param>
    /// <param name="took">Told how long each stage took over each batch.</param>
    public static IObservable<ScanReport> Analyze(
        this IObservable<IReadOnlyList<Scan>> scans, Analyzer analyzer, Estimation? estimation, Ledger ledger, Action<string, TimeSpan>? took = null) =>
        scans.SelectMany(batch =>
        {
            var start = Stopwatch.GetTimestamp();
            var reports = analyzer.Analyze(batch);
            took?.Invoke("reduce", Stopwatch.GetElapsedTime(start));
            if (estimation is null)
                return reports;
            start = Stopwatch.GetTimestamp();
            reports = estimation.Estimate(reports);
            took?.Invoke("estimate", Stopwatch.GetElapsedTime(start));
            return reports;
        }).Do(ledger.Reported);

    /// <summary>The final report of every scan, without the snapshots of growing ones.</summary>
    public static IObservable<ScanReport> Finished(this IObservable<ScanReport> reports) =>
        reports.Where(report => !report.Scan.IsSnapshot);

    /// <summary>Finished report → what was watched on it, and the changes announced on it: exactly one for each, in order.</summary>
    /// <param name="finished">The final reports.</param>
    /// <param name="detection">How.</param>
    /// <param name="took">Told how long each took.</param>
    public static IObservable<ScanFindings> DetectChanges(this IObservable<ScanReport> finished, ChangeDetection detection, Action<string, TimeSpan>? took = null) =>
        finished.Select(report =>
        {
            var start = Stopwatch.GetTimestamp();
            var findings = detection.Next(report);
            took?.Invoke("detect", Stopwatch.GetElapsedTime(start));
            return findings;
        });

    /// <summary>
    /// Writes everything that comes to a sink, in batches, from a bounded queue. An attempt that fails is repeated, ever more slowly.
    /// The task ends when the stream has ended and the queue is empty; it fails only if the stream itself did.
    /// </summary>
    /// <param name="source">What to write; subscribed to at once.</param>
    /// <param name="sink">Where to.</param>
    /// <param name="account">The sink's books.</param>
    /// <param name="options">Length of the queue, and what happens when it is full.</param>
    /// <param name="time">For time-outs and waits.</param>
    /// <param name="trouble">Told of every failed attempt, on the writing task.</param>
    /// <param name="abandon">Gives up what still waits, counted as "abandoned": the end of a stop that took too long.</param>
    public static async Task WriteTo<T>(
        this IObservable<T> source,
        ISink<T> sink,
        SinkAccount account,
        SinkQueueOptions options,
        TimeProvider time,
        Action<SinkTrouble>? trouble = null,
        CancellationToken abandon = default)
    {
        var queue = new SinkQueue<T>(sink, account, options, time, trouble, abandon);
        source.Subscribe(queue); // ends with the stream
        await Task.Run(queue.RunAsync, CancellationToken.None).ConfigureAwait(false);
    }
}
