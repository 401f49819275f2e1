using System.Collections.Immutable;
using System.Diagnostics;
using System.Reactive.Linq;
using System.Runtime.InteropServices;
using Exafs.Adapters.Influx;
using Exafs.Adapters.SlowValues;
using Exafs.Adapters.Storage;
using Exafs.Adapters.ZeroMq;
using Exafs.Monitor.Operation;
using Exafs.Monitor.Options;
using Exafs.Monitor.Page;
using Exafs.Monitor.View;
using Exafs.Pipeline;
using Exafs.Pipeline.Alerts;
using Exafs.Pipeline.Changes;
using Exafs.Pipeline.Delivery;
using Microsoft.Extensions.Hosting;
using Spectre.Console;

namespace Exafs.Monitor;

/// <summary>Runs the composition inside the host: opens what must be open, tells systemd and HTTP how it goes, follows the host's stop, and leaves the exit code.</summary>
internal sealed class MonitorService(
    FileInfo file, MonitorOptions options, Monitoring monitoring, IView view, IAnsiConsole console, ExitCode exit, Func<Inversion?> inversion, Func<Replay?> replay, IHostApplicationLifetime lifetime)
    : BackgroundService
{
    private readonly ServiceNotices _notices = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            exit.Value = await RunAsync(stoppingToken).ConfigureAwait(false);
        }
        finally
        {
            lifetime.StopApplication();
        }
    }

    private async Task<int> RunAsync(CancellationToken stopping)
    {
        using var ended = new CancellationTokenSource();
        using var abandon = new CancellationTokenSource();
        using var patience = stopping.Register(() =>
        {
            _notices.Stopping();
            monitoring.Events.Info("stopping: no more scans are taken in; what came in is finished");
            abandon.CancelAfter(options.Shutdown.Drain());
        });
        using var log = options.Logging.File is null ? null : new StructuredLog(options.Logging);
        if (log is not null)
            monitoring.Events.Added += log.Write;
        var drawing = view.RunAsync(ended.Token);
        var result = ExitCode.Ok;
        try
        {
            await StreamAsync(ended.Token, stopping, abandon.Token).ConfigureAwait(false);
        }
        catch (Exception broken)
        {
            monitoring.Events.Warn($"the stream broke: {broken.Message}");
            result = ExitCode.Broken;
        }

        await ended.CancelAsync().ConfigureAwait(false);
        await drawing.ConfigureAwait(false);
        console.WriteLine();
        console.Write(ClosingSummary.Draw(monitoring, Places()));
        console.WriteLine();
        return result != ExitCode.Ok ? result : ExitCode.Of(monitoring.Ledger.Counts, monitoring.Deliveries());
    }

    private async Task StreamAsync(CancellationToken ended, CancellationToken stopping, CancellationToken abandon)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(options.Store.Path))!);
        using var influx = options.InfluxDb.Enabled ? new InfluxTarget(options.InfluxDb.ToOptions()) : null;
        using var channels = new AlertChannels(options.Alerts);
        List<(OutboxTarget Owed, ISink<string> Sink, DeliveryOptions How)> targets = [.. channels.All.Select(channel => (channel.Owed, (ISink<string>)channel, AlertsSection.ToDelivery()))];
        if (influx is not null)
            targets.Insert(0, (influx.Owed, influx, options.InfluxDb.ToDelivery()));
        using var store = new SqliteStore(options.Store.ToOptions(), [.. targets.Select(target => target.Owed)], monitoring.Time);
        ImmutableArray<Deliverer> deliverers = [.. store.Outboxes.Zip(targets, (outbox, target) => new Deliverer(outbox, target.Sink, target.How, monitoring.Time, monitoring.Note))];
        monitoring.Deliveries = () => [.. deliverers.Select(deliverer => deliverer.Status)];

        var (source, seen) = Source();
        monitoring.Socket = seen;
        using var metrics = new ZeroMqMetrics(monitoring.Socket);
        var values = monitoring.SlowValues = new SideChannel(options.SlowValues.ToSideChannel(), monitoring.Time, Tell);
        using var valueMetrics = new SideChannelMetrics(() => values.Counts);
        await using var listening = options.SlowValues.HasSocket && replay() is null ? new SideChannelReceiver(options.SlowValues.ToSocket(), values, monitoring.Time, words => Tell(isTrouble: true, words)) : null;
        using var traces = options.Tracing.OtlpEndpoint is { } endpoint ? new ScanTraces(new Uri(endpoint), monitoring.Time) : null;
        var alerts = new AlertBook(options.Alerts.ToOptions());
        var reload = new Reload(file, options, alerts, influx, monitoring.Events);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
        {
            context.Cancel = true;
            _notices.Reloading(Stopwatch.GetTimestamp() / (Stopwatch.Frequency / 1_000_000));
            _notices.Ready(reload.Run());
        });

        var heartbeat = new Heartbeat(monitoring);
        var health = new Health(options, monitoring, heartbeat);
        var detection = new ChangeDetection(options.Detection);
        var acknowledged = new Acknowledged();
        var commands = new OperatorCommands(monitoring, inversion, alerts, detection, acknowledged);
        var feed = new LiveFeed(options, monitoring, new PageState(options, monitoring, health, inversion(), acknowledged).Frame);
        using var page = new LivePage(options, monitoring, feed, commands, values, ended);
        await using var http = options.Http.Listen is null ? null
            : await HttpFace.StartAsync(options.Http, health, new OperationMetrics(monitoring, inversion()?.Pack), reload.Run, page).ConfigureAwait(false);
        monitoring.Events.Info($"{replay()?.InWords() ?? $"listening to {options.ZeroMq.InWords()}"}; results go to {string.Join(" and ", Places())}{(http is null ? "" : $"; {http.Url} serves /metrics, /healthz, /readyz and the live page")}");
        if (listening is not null)
            monitoring.Events.Info($"slow values from {options.SlowValues.InWords()}");
        if (inversion() is { } structures)
            monitoring.Events.Info(structures.InWords());
        _notices.Ready(replay() is { } recorded ? $"replaying {recorded.File}" : $"listening to {options.ZeroMq.InWords()}");
        var beating = BeatAsync(heartbeat, ended);
        var showing = Task.Run(() => feed.RunAsync(ended), CancellationToken.None);
        var to = new Destinations
        {
            Store = store,
            Stored = (report, took) => traces?.Stored(report, took),
            StoredEvents = store.Events,
            StoredAlerts = store.Alerts,
            Alerts = alerts,
            Detection = detection,
            Notes = Observable.FromEvent<ChangeEvent>(noted => commands.Noted += noted, noted => commands.Noted -= noted),
            Deliverers = deliverers,
            View = view,
        };
        await Composition.RunAsync(options, new JoinedScanSource(source, values), inversion()?.Step(monitoring.Events), to, monitoring, stopping, abandon).ConfigureAwait(false);
        if (!stopping.IsCancellationRequested && replay()?.Trouble is { } trouble)
            monitoring.Events.Warn(trouble);
    }

    private (IScanSource Source, Func<ZeroMqCounts> Seen) Source()
    {
        if (replay() is { } recorded)
        {
            monitoring.IsReplay = true;
            return (recorded.Source, () => recorded.Source.Counts);
        }

        var socket = new ZeroMqScanSource(options.ZeroMq.ToOptions(options.Channels.ToMap(), options.Quick.ToOptions()), monitoring.Time);
        return (socket, () => socket.Counts);
    }

    private void Tell(bool isTrouble, string words)
    {
        if (isTrouble)
            monitoring.Events.Warn(words);
        else
            monitoring.Events.Info(words);
    }

    // systemd's watchdog is fed by the stream's own heartbeat: where it stands still the daemon is started anew.
    private async Task BeatAsync(Heartbeat heartbeat, CancellationToken ended)
    {
        using var timer = new PeriodicTimer(Heartbeat.Interval, monitoring.Time);
        try
        {
            for (var beats = 0L; await timer.WaitForNextTickAsync(ended).ConfigureAwait(false); beats++)
            {
                if (heartbeat.Beat() is null)
                    _notices.Alive();
                if (beats % 10 == 0)
                    _notices.Status($"{monitoring.Ledger.Counts.Received} scans, {string.Join(", ", monitoring.Deliveries().Select(delivery => $"{delivery.Counts.Waiting} wait for {delivery.Counts.Target}"))}");
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private string[] Places() => options.InfluxDb.Enabled
        ? [Path.GetFullPath(options.Store.Path), $"{options.InfluxDb.Url}, bucket {options.InfluxDb.Bucket}"]
        : [Path.GetFullPath(options.Store.Path)];
}
