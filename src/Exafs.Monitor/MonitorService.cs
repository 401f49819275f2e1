using System.Collections.Immutable;
using Exafs.Adapters.Influx;
using Exafs.Adapters.Storage;
using Exafs.Adapters.ZeroMq;
using Exafs.Monitor.Options;
using Exafs.Monitor.View;
using Exafs.Pipeline;
using Exafs.Pipeline.Delivery;
using Microsoft.Extensions.Hosting;
using Spectre.Console;

namespace Exafs.Monitor;

/// <summary>Runs the composition inside the host: opens what must be open, follows the host's stop, and leaves the exit code.</summary>
internal sealed class MonitorService(MonitorOptions options, Monitoring monitoring, IView view, IAnsiConsole console, ExitCode exit, Func<Inversion?> inversion, IHostApplicationLifetime lifetime)
    : BackgroundService
{
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
            monitoring.Events.Info("stopping: no more scans are taken in; what came in is finished");
            abandon.CancelAfter(options.Shutdown.Drain());
        });
        var drawing = view.RunAsync(ended.Token);
        var result = ExitCode.Ok;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(options.Store.Path))!);
            using var influx = options.InfluxDb.Enabled ? new InfluxTarget(options.InfluxDb.ToOptions()) : null;
            using var channels = new AlertChannels(options.Alerts);
            OutboxTarget[] targets = [.. influx is null ? [] : new[] { influx.Owed }, .. channels.All.Select(channel => channel.Owed)];
            using var store = new SqliteStore(options.Store.ToOptions(), targets, monitoring.Time);
            ISink<string>[] sinks = [.. influx is null ? [] : new[] { influx }, .. channels.All];
            ImmutableArray<Deliverer> deliverers = [.. store.Outboxes.Zip(sinks, (outbox, sink) => new Deliverer(outbox, sink, sink == influx ? options.InfluxDb.ToDelivery() : AlertsSection.ToDelivery(), monitoring.Time, monitoring.Note))];
            monitoring.Deliveries = () => [.. deliverers.Select(deliverer => deliverer.Status)];
            var source = new ZeroMqScanSource(options.ZeroMq.ToOptions(), monitoring.Time);
            monitoring.Socket = () => source.Counts;
            using var metrics = new ZeroMqMetrics(monitoring.Socket);
            monitoring.Events.Info($"listening to {options.ZeroMq.InWords()}; results go to {string.Join(" and ", Places())}");
            if (inversion() is { } structures)
                monitoring.Events.Info(structures.InWords());
            var to = new Destinations { Store = store, StoredEvents = store.Events, StoredAlerts = store.Alerts, Deliverers = deliverers, View = view };
            await Composition.RunAsync(options, source, inversion()?.Step(monitoring.Events), to, monitoring, stopping, abandon.Token).ConfigureAwait(false);
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

    private string[] Places() => options.InfluxDb.Enabled
        ? [Path.GetFullPath(options.Store.Path), $"{options.InfluxDb.Url}, bucket {options.InfluxDb.Bucket}"]
        : [Path.GetFullPath(options.Store.Path)];
}
