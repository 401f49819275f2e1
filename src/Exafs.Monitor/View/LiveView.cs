using Exafs.Monitor.Options;
using Exafs.Pipeline;
using Spectre.Console;

namespace Exafs.Monitor.View;

/// <summary>The terminal: draws the latest a few times a second, on a task of its own, so that a terminal that stands still holds nothing up.</summary>
internal sealed class LiveView(IAnsiConsole console, Monitoring monitoring, string source, ViewSection options) : IView
{
    private Rates _rates = new();

    /// <summary>The frame is drawn from what the stream noted, so there is nothing more to take.</summary>
    public Task WriteAsync(IReadOnlyList<ScanReport> batch, CancellationToken cancellation) => Task.CompletedTask;

    public async Task RunAsync(CancellationToken ended)
    {
        using var timer = new PeriodicTimer(options.FrameTime(), monitoring.Time);
        await console.Live(new Text("")).AutoClear(false).Overflow(VerticalOverflow.Crop).Cropping(VerticalOverflowCropping.Bottom).StartAsync(async live =>
        {
            do
            {
                live.UpdateTarget(Dashboard.Draw(Look(), console.Profile.Width, console.Profile.Height, options.PlotRmaxAngstrom));
                live.Refresh();
            }
            while (await NextAsync(timer, ended).ConfigureAwait(false));
            live.UpdateTarget(Dashboard.Draw(Look(), console.Profile.Width, console.Profile.Height, options.PlotRmaxAngstrom));
        }).ConfigureAwait(false);
    }

    private Screen Look()
    {
        var (now, counts) = (monitoring.Time.GetUtcNow(), monitoring.Ledger.Counts);
        _rates = _rates.Next(now - monitoring.Started, counts.Received + counts.SnapshotsReceived);
        return new Screen(
            now,
            now - monitoring.Started,
            source,
            counts,
            monitoring.Summary,
            monitoring.Track,
            _rates,
            monitoring.Latencies.Percentile(0.5),
            monitoring.Latencies.Percentile(0.99),
            monitoring.Events.Latest)
        {
            Deliveries = monitoring.Deliveries(),
        };
    }

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken ended)
    {
        try
        {
            return await timer.WaitForNextTickAsync(ended).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
