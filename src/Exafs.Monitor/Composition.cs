using System.Reactive.Linq;
using System.Reactive.Subjects;
using Exafs.Monitor.Options;
using Exafs.Pipeline;

namespace Exafs.Monitor;

/// <summary>The way of the data, from the source to the sinks. This is the whole of it.</summary>
internal static class Composition
{
    /// <summary>Runs until the source ends or <paramref name="stopping"/> asks for the orderly end: stop intake, drain, flush.</summary>
    /// <param name="options">How.</param>
    /// <param name="source">Where scans come from.</param>
    /// <param name="estimation">χ(k) → structure; null: none.</param>
    /// <param name="store">Must have every scan; when it cannot keep up, everything waits.</param>
    /// <param name="influx">May be away: it loses its oldest reports, counted; null: none.</param>
    /// <param name="view">Shows the latest.</param>
    /// <param name="monitoring">The books, and what the views look at.</param>
    /// <param name="stopping">The orderly end.</param>
    /// <param name="abandon">The end of patience: what sinks have not taken by then is given up, counted.</param>
    public static async Task RunAsync(
        MonitorOptions options,
        IScanSource source,
        Estimation? estimation,
        ISink<ScanReport> store,
        ISink<ScanReport>? influx,
        ISink<ScanReport> view,
        Monitoring monitoring,
        CancellationToken stopping,
        CancellationToken abandon)
    {
        var (ledger, time) = (monitoring.Ledger, monitoring.Time);
        using var metrics = new LedgerMetrics(ledger);
        var timedStore = new TimedSink(store, time, took =>
        {
            monitoring.Latencies.Add(took);
            metrics.Latency(took);
        });

        IConnectableObservable<ScanReport> reports = source
            .Scans(options.Intake.ToOptions(), ledger, stopping)
            .Analyze(new Analyzer(options.ToAnalysis()), estimation, ledger, metrics.Stage)
            .Do(monitoring.Note)
            .Publish();

        Task sinks = Task.WhenAll(
            reports.Finished().WriteTo(timedStore, ledger.Sink("store", everyScan: true), options.Store.ToOutbox(), time, monitoring.Note, abandon),
            influx is null
                ? Task.CompletedTask
                : reports.Finished().WriteTo(influx, ledger.Sink("influxdb", everyScan: true), options.InfluxDb.ToOutbox(), time, monitoring.Note, abandon),
            reports.WriteTo(view, ledger.Sink("view", everyScan: false), new() { QueueLength = 1, Overflow = Overflow.Superseded }, time, monitoring.Note, abandon));

        using (reports.Connect())
            await sinks.ConfigureAwait(false);
    }
}
