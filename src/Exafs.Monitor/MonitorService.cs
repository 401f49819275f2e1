using Exafs.Adapters.Influx;
using Exafs.Adapters.Storage;
using Exafs.Adapters.ZeroMq;
using Exafs.Monitor.Options;
using Exafs.Monitor.View;
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
            using var store = new SqliteStore(options.Store.ToOptions());
            using var influx = options.InfluxDb.Enabled ? new InfluxSink(options.InfluxDb.ToOptions()) : null;
            using var influxEvents = options.InfluxDb.Enabled ? new InfluxEventSink(options.InfluxDb.ToOptions()) : null;
            using var channels = new AlertChannels(options.Alerts);
            var source = new ZeroMqScanSource(options.ZeroMq.ToOptions(), monitoring.Time);
            monitoring.Socket = () => source.Counts;
            using var metrics = new ZeroMqMetrics(monitoring.Socket);
            monitoring.Events.Info($"listening to {options.ZeroMq.InWords()}; results go to {string.Join(" and ", Places())}");
            if (inversion() is { } structures)
                monitoring.Events.Info(structures.InWords());
            var to = new Destinations { Store = store, StoredEvents = store.Events, StoredAlerts = store.Alerts, Influx = influx, InfluxEvents = influxEvents, Channels = channels.All, View = view };
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
        return result != ExitCode.Ok ? result : ExitCode.Of(monitoring.Ledger.Counts);
    }

    private string[] Places() => options.InfluxDb.Enabled
        ? [Path.GetFullPath(options.Store.Path), $"{options.InfluxDb.Url}, bucket {options.InfluxDb.Bucket}"]
        : [Path.GetFullPath(options.Store.Path)];
}
