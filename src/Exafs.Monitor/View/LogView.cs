using Exafs.Monitor.Options;
using Exafs.Physics.Estimates;
using Exafs.Pipeline;
using Spectre.Console;

namespace Exafs.Monitor.View;

/// <summary>Plain lines, where there is no terminal: the latest scan a few times a second at most, every event, and the books now and then.</summary>
internal sealed class LogView : IView
{
    private readonly IAnsiConsole _console;
    private readonly Monitoring _monitoring;
    private readonly ViewSection _options;
    private readonly Lock _gate = new();
    private readonly bool _toJournal;

    /// <param name="console">Where to.</param>
    /// <param name="monitoring">What is told of.</param>
    /// <param name="options">How often.</param>
    /// <param name="toJournal">systemd's journal takes the lines: each begins with its priority (sd-daemon(3)), and has no time of its own.</param>
    public LogView(IAnsiConsole console, Monitoring monitoring, ViewSection options, bool toJournal = false)
    {
        (_console, _monitoring, _options, _toJournal) = (console, monitoring, options, toJournal);
        monitoring.Events.Added += happened => Print(happened.IsWarning ? $"warning {happened.Text}" : happened.Text, happened.IsWarning ? 4 : 6);
    }

    public async Task WriteAsync(IReadOnlyList<ScanReport> batch, CancellationToken cancellation)
    {
        Print(Line(batch[^1]));
        await Task.Delay(_options.FrameTime(), _monitoring.Time, cancellation).ConfigureAwait(false); // meanwhile newer reports supersede older ones
    }

    public async Task RunAsync(CancellationToken ended)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(_options.LogSummaryEverySeconds), _monitoring.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(ended).ConfigureAwait(false))
            {
                var counts = _monitoring.Ledger.Counts;
                Print($"received {counts.Received}, analyzed {counts.Analyzed}, rejected {counts.RejectedTotal}, missed {counts.Missed}, waiting {counts.Waiting}"
                    + string.Concat(counts.Sinks.Where(sink => sink.EveryScan).Select(sink => $", {sink.Name} {sink.Delivered} (queued {sink.Queued}, dropped {sink.DroppedTotal})"))
                    + string.Concat(_monitoring.Deliveries().Select(delivery => $", {delivery.Counts.Target} {delivery.Counts.Delivered} (waiting {delivery.Counts.Waiting}, dead letters {delivery.Counts.DeadLetterTotal})")));
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private static string Line(ScanReport report) => report switch
    {
        Rejected rejected => $"scan {rejected.Scan.ScanId} of {SeriesKey.Of(rejected.Scan)}: rejected, {rejected.Defect.Reason}: {rejected.Defect.Detail}",
        Analyzed { Scan.IsSnapshot: true } growing => $"scan {growing.Scan.ScanId} of {SeriesKey.Of(growing.Scan)}: growing, {growing.Scan.Energy.Length} points",
        Analyzed analyzed => $"scan {analyzed.Scan.ScanId} of {SeriesKey.Of(analyzed.Scan)}: E0 {analyzed.Reduction.E0:f2} eV, edge step {analyzed.Reduction.EdgeStep:g4}"
            + (analyzed.Reduction.Noise is { } noise ? $", noise {noise.EpsilonK:0.0e+0}" : "")
            + (Peak.StrongestOf(analyzed.Reduction) is { } peak ? $", strongest peak {peak.R:f3} Å" : "")
            + Structure(analyzed.Structure),
        _ => "",
    };

    private static string Structure(EstimateOutcome? structure) => structure switch
    {
        { Estimate: { } estimate } => $", {string.Join(", ", estimate.Phases.Where(phase => phase.Fraction.Value >= 0.1).Select(phase => $"{phase.Name} {100 * phase.Fraction.Value:f0} %"))}"
            + (estimate.Shells.IsEmpty ? "" : $", N1 {estimate.Shells[0].CoordinationNumber.Value:f2} at {estimate.Shells[0].Distance.Value:f3} Å")
            + (estimate.IsOutOfDistribution ? $", unlike {estimate.Pack.Name}: do not trust it" : ""),
        { Defect: { } defect } => $", no structure: {defect.Reason}",
        _ => "",
    };

    private void Print(string text, int priority = 6)
    {
        lock (_gate)
            _console.WriteLine(_toJournal ? $"<{priority}>{text.ReplaceLineEndings(" ")}" : $"{_monitoring.Time.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ} {text}");
    }
}
