using System.Reactive.Linq;
using System.Reactive.Subjects;
using Exafs.Monitor.Options;
using Exafs.Pipeline;
using Exafs.Pipeline.Alerts;
using Exafs.Pipeline.Changes;
using Exafs.Pipeline.Delivery;

namespace Exafs.Monitor;

/// <summary>The way of the data, from the source to the sinks. This is the whole of it.</summary>
internal static class Composition
{
    private const string Store = "store", Events = "events", Alerts = "alerts";

    /// <summary>Whether it is the store that takes it: what is lost there is lost.</summary>
    public static bool IsStore(SinkCounts sink) => sink.Name is Store or Events or Alerts;

    /// <summary>Runs until the source ends or <paramref name="stopping"/> asks for the orderly end: stop intake, drain, flush.</summary>
    /// <param name="options">How.</param>
    /// <param name="source">Where scans come from.</param>
    /// <param name="estimation">χ(k) → structure; null: none.</param>
    /// <param name="to">Where everything goes.</param>
    /// <param name="monitoring">The books, and what the views look at.</param>
    /// <param name="stopping">The orderly end.</param>
    /// <param name="abandon">The end of patience: what sinks have not taken by then is given up, counted.</param>
    public static async Task RunAsync(
        MonitorOptions options,
        IScanSource source,
        Estimation? estimation,
        Destinations to,
        Monitoring monitoring,
        CancellationToken stopping,
        CancellationToken abandon)
    {
        var (ledger, time) = (monitoring.Ledger, monitoring.Time);
        using var metrics = new LedgerMetrics(ledger, monitoring.Deliveries);
        using var deliveryMetrics = new DeliveryMetrics(monitoring.Deliveries, time);
        using var changeMetrics = new ChangeMetrics(() => monitoring.Track.Firing.Count);
        var timedStore = new TimedSink(to.Store, time, (report, took) =>
        {
            monitoring.Latencies.Add(took);
            to.Stored(report, took);
            metrics.Latency(took);
        });

        IConnectableObservable<ScanReport> reports = source
            .Scans(options.Intake.ToOptions(), ledger, stopping)
            .Analyze(new Analyzer(options.ToAnalysis()), estimation, ledger, metrics.Stage)
            .Do(monitoring.Note)
            .Publish();

        IConnectableObservable<ScanFindings> findings = reports
            .Finished()
            .DetectChanges(to.Detection, metrics.Stage)
            .Do(monitoring.Note)
            .Do(changeMetrics.Note)
            .Publish();
        IObservable<ChangeEvent> changes = findings.SelectMany(found => found.Events).Merge(to.Notes.TakeUntil(findings.LastOrDefaultAsync()));

        IConnectableObservable<Alert> alerts = findings
            .RaiseAlerts(to.Alerts, time, monitoring.Deliveries)
            .Do(monitoring.Note)
            .Publish();

        // What the store has taken is accepted; what others are owed of it is in its outbox, and is delivered from there.
        Task sinks = Task.WhenAll(
        [
            reports.Finished().WriteTo(timedStore, ledger.Sink(Store, everyScan: true), options.Store.ToQueue(), time, monitoring.Note, abandon),
            changes.WriteTo(to.StoredEvents, ledger.Sink(Events, everyScan: false), options.Store.ToQueue(), time, monitoring.Note, abandon),
            alerts.WriteTo(to.StoredAlerts, ledger.Sink(Alerts, everyScan: false), AlertsSection.ToStoreQueue(), time, monitoring.Note, abandon),
            reports.WriteTo(to.View, ledger.Sink("view", everyScan: false), new() { QueueLength = 1, Overflow = Overflow.Superseded }, time, monitoring.Note, abandon),
        ]);

        using var accepted = new CancellationTokenSource();
        Task deliveries = Task.WhenAll(to.Deliverers.Select(deliverer => Task.Run(() => deliverer.RunAsync(accepted.Token, abandon), CancellationToken.None)));
        try
        {
            using (alerts.Connect())
            using (findings.Connect())
            using (reports.Connect())
                await sinks.ConfigureAwait(false);
        }
        finally
        {
            await accepted.CancelAsync().ConfigureAwait(false);
            await deliveries.ConfigureAwait(false);
        }
    }
}
