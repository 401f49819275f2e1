using System.Collections.Immutable;
using Exafs.Monitor;
using Exafs.Monitor.Options;
using Exafs.Pipeline;
using Exafs.Pipeline.Alerts;
using Exafs.Pipeline.Changes;
using Exafs.Pipeline.Delivery;
using Exafs.Signal;
using Exafs.Tests.Pipeline;
using Exafs.Tests.Pipeline.Delivery;

namespace Exafs.Tests.Monitor;

/// <summary>The daemon's stream with made-up ends.</summary>
public class CompositionTests
{
    private readonly Monitoring _monitoring = new(TimeProvider.System);
    private readonly ListSink<ChangeEvent> _changes = new();
    private readonly ListSink<Alert> _alerts = new();

    [Fact]
    public async Task RunAsync_GoodNight_StoresEveryScanAndBalances()
    {
        var store = new ListSink<ScanReport>();
        Scan[] scans = [.. Synthetic.Scans(20), Synthetic.Scan(21, points: 200, progress: ScanProgress.Growing), Synthetic.Scan(21), Synthetic.Scan(22) with { ITrans = [] }];

        await RunAsync(new ListSource(scans), store);

        Assert.Equal(22, store.Taken.Count);
        Assert.Equal(0, ExitCode.Of(_monitoring.Ledger.Counts, _monitoring.Deliveries()));
        Assert.Equal(21, _monitoring.Ledger.Counts.Estimates["good"]);
        var series = Assert.Single(_monitoring.Summary.Series);
        Assert.Equal(new SeriesKey("run", "Cu", "K"), series.Key);
        Assert.Equal(21, series.Value.Scans);
        Assert.Equal("missing_channel", _monitoring.Summary.LastRejected!.Defect.Reason);
        Assert.Null(_monitoring.Summary.Growing);
        Assert.Contains(_monitoring.Events.Latest, happened => happened.IsWarning && happened.Text.Contains("missing_channel"));
    }

    [Fact]
    public async Task RunAsync_TargetAwayForGood_DelaysNeitherStoreNorStop_AndStaysOwed()
    {
        var (store, outbox) = (new ListSink<ScanReport>(), new MemoryOutbox("influxdb"));
        outbox.Accept(50);
        var influx = new ListSink<string>((_, _) => throw new HttpRequestException("connection refused"));

        await RunAsync(new ListSource(Synthetic.Scans(50)), store, Deliverer(outbox, influx));

        Assert.Equal(50, store.Taken.Count);
        Assert.Equal((50, 0), (outbox.Counts.Waiting, outbox.Counts.Delivered));
        Assert.Equal(ExitCode.Ok, ExitCode.Of(_monitoring.Ledger.Counts, _monitoring.Deliveries()));
    }

    [Fact]
    public async Task RunAsync_TargetThatRefusesAll_SetsEachAsideAndTellsOfItEverMoreRarely()
    {
        var outbox = new MemoryOutbox("influxdb");
        outbox.Accept(5);
        var influx = new ListSink<string>((_, _) => throw new UndeliverableException("refused", "field type conflict"));

        await RunAsync(new ListSource(Synthetic.Scans(5)), new ListSink<ScanReport>(), Deliverer(outbox, influx));

        Assert.Equal(5, outbox.Counts.DeadLetters["refused"]);
        const string Told = "influxdb: will never take this: field type conflict";
        Assert.Equal([Told, $"{Told} (number 2 of these)", $"{Told} (number 4 of these)"], _monitoring.Events.Latest.Select(happened => happened.Text));
    }

    [Fact]
    public void Of_OutboxThatDoesNotBalance_IsNotConserved()
    {
        var lost = new DeliveryStatus { Counts = new() { Target = "influxdb", Accepted = 3, Delivered = 2 } };

        Assert.Equal(ExitCode.NotConserved, ExitCode.Of(new LedgerCounts(), [lost]));
        Assert.Contains("influxdb: accepted", lost.Counts.Violation());
    }

    [Fact]
    public async Task RunAsync_StoreThatNeverTakes_EndsWithItsOwnExitCode()
    {
        using var stopping = new CancellationTokenSource();
        using var abandon = new CancellationTokenSource();
        var store = new ListSink<ScanReport>((_, _) => throw new IOException("disk full"));

        var running = RunAsync(new ListSource(Synthetic.Scans(5), waitsForStop: true), store, [], stopping.Token, abandon.Token);
        await Eventually.True(() => _monitoring.Ledger.Counts is { Analyzed: 5, Sinks: [{ Failures: > 0 }, ..] });
        await stopping.CancelAsync();
        await abandon.CancelAsync();
        await running;

        Assert.Equal(ExitCode.NotStored, ExitCode.Of(_monitoring.Ledger.Counts, _monitoring.Deliveries()));
    }

    [Fact]
    public async Task RunAsync_SampleThatIsLost_IsAChangeOfTheInstrument_StoredAndTold()
    {
        Scan[] scans = [.. Synthetic.Scans(20), .. Enumerable.Range(21, 5).Select(number => Synthetic.Scan(number) with { I0 = [.. Enumerable.Repeat(1e6, 400)], ITrans = [.. Enumerable.Repeat(5e5, 400).Select((value, i) => value + (i % 2))] })];

        await RunAsync(new ListSource(scans), new ListSink<ScanReport>());

        Assert.NotEmpty(_changes.Taken);
        Assert.All(_changes.Taken, change => Assert.Equal(ChangeKind.Instrument, change.Kind));
        Assert.Contains(_alerts.Taken, alert => alert.Name == "instrument" && alert.IsFiring);
        Assert.Equal(_changes.Taken.Count, _monitoring.Ledger.Counts.Sinks.Single(sink => sink.Name == "events").Delivered);
        Assert.Empty(_monitoring.Ledger.Check());
        Assert.NotEmpty(_monitoring.Track.Troubles);
    }

    [Fact]
    public void Of_BooksThatDoNotBalance_IsNotConserved() =>
        Assert.Equal(ExitCode.NotConserved, ExitCode.Of(new LedgerCounts { Received = 1, Unnumbered = 1 }, []));

    [Fact]
    public void Next_MoreSeriesThanKept_LetsTheFirstGo()
    {
        var analyzed = (Analyzed)new Analyzer(new AnalysisOptions()).Analyze([Synthetic.Scan()])[0];
        var summary = new RunSummary();
        for (var run = 0; run <= RunSummary.SeriesKept; run++)
            summary = summary.Next(analyzed with { Scan = analyzed.Scan with { RunId = $"{run}" } });

        Assert.Equal(RunSummary.SeriesKept, summary.Series.Count);
        Assert.DoesNotContain(summary.Order, key => key.RunId == "0");
    }

    [Fact]
    public void Next_Values_GiveMeanAndDeviation()
    {
        var spread = new[] { 2.0, 4, double.NaN, 4, 4, 5, 5, 7, 9 }.Aggregate(new Spread(), (state, value) => state.Next(value));

        Assert.Equal((8, 5.0), (spread.Count, spread.Mean));
        Assert.Equal(Math.Sqrt(32.0 / 7), spread.Deviation, 12);
        Assert.Equal("5.0 ± 2.1", spread.ToString("f1"));
    }

    private ImmutableArray<Deliverer> Deliverer(MemoryOutbox outbox, ISink<string> target)
    {
        var deliverer = new Deliverer(outbox, target, new() { Backoff = new(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(5)) }, TimeProvider.System, _monitoring.Note);
        _monitoring.Deliveries = () => [deliverer.Status];
        return [deliverer];
    }

    private Task RunAsync(IScanSource source, ISink<ScanReport> store, ImmutableArray<Deliverer> deliverers = default, CancellationToken stopping = default, CancellationToken abandon = default) =>
        Composition.RunAsync(
            new MonitorOptions(),
            source,
            new Estimation(new("Cu", "K"), new FakeEstimator()),
            new Destinations { Store = store, StoredEvents = _changes, StoredAlerts = _alerts, Alerts = new(new()), Detection = new(new()), Deliverers = deliverers.IsDefault ? [] : deliverers, View = new ListSink<ScanReport>() },
            _monitoring,
            stopping,
            abandon);
}
