using System.Diagnostics;
using Exafs.Monitor.Operation;
using Exafs.Monitor.View;
using Exafs.Pipeline;
using Exafs.Tests.Pipeline;
using Spectre.Console;

namespace Exafs.Tests.Monitor;

/// <summary>What others are told of a scan, and of an event: a trace, a line of the journal.</summary>
public sealed class TellingTests
{
    [Fact]
    public void Trace_OfAScan_HasItsTimeAndItsReason()
    {
        var time = new VirtualTime();
        time.Advance(TimeSpan.FromDays(20_000));
        using var traces = new ScanTraces(new Uri("http://127.0.0.1:1"), time);
        var spans = new List<Activity>();
        using var listener = new ActivityListener { ShouldListenTo = source => source.Name == ScanTraces.Source, Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData, ActivityStopped = spans.Add };
        ActivitySource.AddActivityListener(listener);

        traces.Stored(new Rejected(Synthetic.Scan(7), new("no_edge", "the step is 0.001")), TimeSpan.FromMilliseconds(12));

        var span = Assert.Single(spans);
        Assert.Equal((TimeSpan.FromMilliseconds(12), ActivityStatusCode.Error), (span.Duration, span.Status));
        Assert.Equal(time.GetUtcNow().UtcDateTime, span.StartTimeUtc + span.Duration);
        Assert.Equal(("run", "7", "rejected", "no_edge"), (span.GetTagItem("exafs.run_id"), span.GetTagItem("exafs.scan_id"), span.GetTagItem("exafs.outcome"), span.GetTagItem("exafs.reason")));
    }

    [Fact]
    public void Journal_TakesEachLineWithItsPriority()
    {
        using var writer = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = 1000;
        var monitoring = new Exafs.Monitor.Monitoring(TimeProvider.System);
        _ = new LogView(console, monitoring, new(), toJournal: true);

        monitoring.Events.Info("listening");
        monitoring.Events.Warn("influxdb: attempt 1 failed\nnext in 1 s");

        Assert.Equal(["<6>listening", "<4>warning influxdb: attempt 1 failed next in 1 s"], writer.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
