using System.Collections.Immutable;
using Exafs.Monitor;
using Exafs.Monitor.View;
using Exafs.Physics.Estimates;
using Exafs.Pipeline;
using Exafs.Pipeline.Alerts;
using Exafs.Pipeline.Changes;
using Exafs.Signal;
using Exafs.Tests.Pipeline;
using Spectre.Console;

namespace Exafs.Tests.Monitor;

/// <summary>What stands on the terminal.</summary>
public class ViewTests
{
    private static readonly Analyzer Analyzer = new(new AnalysisOptions { Reduction = new() { Fourier = new() { KMin = 3, KMax = 12, Dk = 4, KWeight = 2 } } });
    private static readonly Lock Gate = new();

    [Theory]
    [InlineData(120, 40)]
    [InlineData(80, 24)]
    [InlineData(40, 10)]
    public void Draw_NothingYet_SaysThatItWaits(int width, int height)
    {
        var text = Render(Screen(new RunSummary(), new LedgerCounts()), width, height);

        Assert.Contains("waiting for the first", text);
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, width));
    }

    [Theory]
    [InlineData(160, 50)]
    [InlineData(100, 36)]
    [InlineData(80, 32)]
    public void Draw_NightInProgress_ShowsWhatAScientistLooksFor(int width, int height)
    {
        var summary = Summary();
        var counts = new LedgerCounts
        {
            Received = 31,
            Analyzed = 30,
            Missed = 2,
            Rejected = ImmutableSortedDictionary<string, long>.Empty.Add("i0_loss", 1),
            Sinks =
            [
                new SinkCounts { Name = "store", EveryScan = true, Offered = 31, Delivered = 31 },
                new SinkCounts { Name = "influxdb", EveryScan = true, Offered = 31, Queued = 31, Failures = 4, Trouble = "Connection refused [::1]" },
            ],
        };
        var text = Render(Screen(summary, counts), width, height);

        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, width));
        foreach (var expected in new[] { "run Cu K", "31", "i0_loss 1", "never came", "8977.50", "edge step", "2.2", "not phase-corrected", "● store", "31 queued", "k²χ(k)", "|χ(R)|", "growing", "250 points", "Connection refused [::1]" })
            Assert.Contains(expected, text);
        Assert.Contains(text, character => character > 0x2800 && character <= 0x28ff);
    }

    [Theory]
    [InlineData(160, 50, true)]
    [InlineData(100, 36, false)]
    [InlineData(80, 32, false)]
    public void Draw_Structure_ShowsDistributionNumbersAndLamp(int width, int height, bool three)
    {
        var text = Render(Screen(WithStructure(new(FakeEstimator.Of(20), null)), new LedgerCounts()), width, height);

        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, width));
        foreach (var expected in new[] { "g(R)", "● like example", "provisional", "N1 8.02 ± 0.21", "R1 2.480 ± 0.004 Å" })
            Assert.Contains(expected, text);
        Assert.Equal(three, text.Contains("|χ(R)| to"));
        if (three)
            Assert.Contains("σ² 5.2 ± 0.3·10⁻³ Å²  bcc 91 ± 3 %  fcc 5 ± 3 %", text);
    }

    [Theory]
    [InlineData(200, 50, true)]
    [InlineData(160, 50, true)]
    [InlineData(100, 36, false)]
    [InlineData(80, 32, false)]
    public void Draw_Transition_ShowsThePhaseAgainstTemperature_AndWhatHappened(int width, int height, bool distribution)
    {
        var track = Track();
        var text = Render(Screen(WithStructure(new(FakeEstimator.Of(20), null)), new LedgerCounts(), track), width, height);

        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, width));
        foreach (var expected in new[] { "beta ", "heating cooling", "● the change to beta is comp" }) Assert.Contains(expected, text);
        Assert.Equal(distribution, text.Contains("g(R)"));
        Assert.Contains("▲ 1 firing structure_[onset]", text);
    }

    [Fact]
    public void Draw_ClosingSummary_TellsOfChanges()
    {
        var monitoring = new Monitoring(TimeProvider.System);
        foreach (var findings in Heating()) monitoring.Note(findings);
        var text = Write(console => console.Write(ClosingSummary.Draw(monitoring, [])), 400);

        Assert.Contains("onset of beta", text);
        Assert.Contains("instrument: top_up 1", text);
    }

    [Fact]
    public void Track_RejectedScans_OfRunsThatNobodyKnows_ChangeNothingOfWhatIsShown()
    {
        var track = Track();
        var next = track.Next(new ScanFindings(new Rejected(Synthetic.Scan(1, run: "unknown"), new("truncated_frame", "")), ScanFeatures.None, []));

        Assert.Equal(track.Series, next.Series);
        Assert.Same(track.Points, next.Points);
    }

    [Fact]
    public void Draw_StructureNotToBeTrusted_SaysWhy()
    {
        var unlike = Render(Screen(WithStructure(new(FakeEstimator.Of(20) with { OodScore = 0.83, OodReasons = ["peaks at 1.6 Å"] }, null)), new LedgerCounts()), 160, 50);
        var disputed = Render(Screen(WithStructure(new(FakeEstimator.Of(20) with { Disagreements = ["N1: 8.0 and 12.1"] }, null)), new LedgerCounts()), 160, 50);
        var none = Render(Screen(WithStructure(EstimateOutcome.Failed("other_element", "the spectrum is of Fe")), new LedgerCounts()), 160, 50);

        Assert.Contains("● unlike example 0.83 peaks at 1.6 Å", unlike);
        Assert.Contains("● two opinions N1: 8.0 and 12.1", disputed);
        Assert.Contains("● no structure other_element: the spectrum is of Fe", none);
        Assert.DoesNotContain("g(R)", none);
    }

    [Fact]
    public void BraillePlot_Band_FillsWhatLiesBetween() =>
        Assert.Equal(["⠀⠀⣠⣾", "⣠⣾⣿⣿"], BraillePlot.Band([0, 1], [0, 0], [0, 1], 4, 2, new PlotFrame(0, 1, 0, 1)));

    [Fact]
    public void Draw_ClosingSummary_ListsSeriesBooksAndPlaces()
    {
        var monitoring = new Monitoring(TimeProvider.System);
        foreach (var report in Reports())
            monitoring.Note(report);
        monitoring.Latencies.Add(TimeSpan.FromMilliseconds(3));
        monitoring.Socket = () => new(7, 1234, 2, 1, 4, 3);
        var text = Write(console => console.Write(ClosingSummary.Draw(monitoring, ["/data/night.sqlite"])), 200);

        foreach (var expected in new[] { "run Cu K", "8977.50 ± 0.00", "data: /data/night.sqlite", "zeromq: messages 7 (1234 bytes, defective 2, late 1), peers connected 4, disconnected 3", "received 0 = analyzed 0 + rejected 0", "p99 3" })
            Assert.Contains(expected, text);
    }

    [Fact]
    public void Draw_ClosingSummaryOfTheSameScanTwice_SaysThatItsNoiseDoesNotSpread()
    {
        var monitoring = new Monitoring(TimeProvider.System);
        var report = (Analyzed)Reports()[0];
        report = report with { Reduction = report.Reduction with { Noise = new NoiseEstimate(2.6e-4, 1e-3, 14) } };
        monitoring.Note(report);
        monitoring.Note(report);

        Assert.Contains("│ 2.6e-4 ± 0 │", Write(console => console.Write(ClosingSummary.Draw(monitoring, [])), 200));
    }

    [Fact]
    public void BraillePlot_Line_RisesFromCornerToCorner()
    {
        var lines = BraillePlot.Draw([0, 1], [0, 1], 4, 2, new PlotFrame(0, 1, 0, 1));

        Assert.Equal(["⠀⠀⡠⠊", "⡠⠊⠀⠀"], lines);
    }

    [Fact]
    public void BraillePlot_WhatIsNotFiniteOrOutside_IsLeftOut()
    {
        Assert.Equal(["⠀⠀"], BraillePlot.Draw([], [], 2, 1, new PlotFrame(0, 1, 0, 1)));
        Assert.Equal(["⠀⠀"], BraillePlot.Draw([0, 1], [double.NaN, double.NaN], 2, 1, new PlotFrame(0, 1, 0, 1)));
        Assert.Equal(["⠀⠀"], BraillePlot.Draw([0, 1], [5, 5], 2, 1, new PlotFrame(0, 1, 0, 1)));
    }

    [Theory]
    [InlineData(new[] { 0.0, 1, 2, 3, 4, 5, 6, 7 }, 8, "▁▂▃▄▅▆▇█")]
    [InlineData(new[] { 2.0, 2, 2 }, 4, " ▁▁▁")]
    [InlineData(new[] { 0, double.NaN, 7 }, 3, "▁ █")]
    [InlineData(new[] { 9.0, 9, 0, 7 }, 2, "▁█")]
    [InlineData(new double[0], 2, "  ")]
    public void Sparkline_Values_AreBlocks(double[] values, int width, string blocks) => Assert.Equal(blocks, Sparkline.Draw(values, width));

    [Fact]
    public void Rates_TenScansASecondThenSilence_FallBackToZero()
    {
        var rates = new Rates();
        for (var quarter = 1; quarter <= 40; quarter++)
            rates = rates.Next(TimeSpan.FromSeconds(quarter / 4.0), quarter * 10 / 4);
        Assert.Equal(10, rates.Now, 0.3);
        for (var quarter = 41; quarter <= 100; quarter++)
            rates = rates.Next(TimeSpan.FromSeconds(quarter / 4.0), 100);

        Assert.Equal(0, rates.Now);
        Assert.Equal(TimeSpan.FromSeconds(10), rates.LastReceived);
        Assert.Equal(25, rates.PerSecond.Count());
    }

    [Fact]
    public void StrongestOf_BetweenTwoPoints_IsRefinedByAParabola()
    {
        var reduction = new Reduction { E0 = 1, Energy = [], Mu = [], R = [1, 2, 3, 4, 5, 6, 7], ChiRMag = [9, 1, 3.75, 3.75, 1, 0, 20] };
        var peak = Peak.StrongestOf(reduction)!.Value;

        Assert.Equal(3.5, peak.R, 9);
        Assert.True(peak.Height > 3.75);
        Assert.Null(Peak.StrongestOf(reduction with { R = [], ChiRMag = [] }));
    }

    private static RunTrack Track() => Heating().Aggregate(new RunTrack(), (track, findings) => track.Next(findings)).Next(new Alert
    {
        Labels = ImmutableSortedDictionary.CreateRange(new Dictionary<string, string> { ["alertname"] = "structure_[onset]", ["severity"] = "warning" }),
        Annotations = ImmutableSortedDictionary.CreateRange(new Dictionary<string, string> { ["summary"] = "onset: beta", ["description"] = "" }),
        StartsAt = DateTimeOffset.UnixEpoch,
    });

    private static List<ScanFindings> Heating()
    {
        var reports = new Pipeline.Changes.Reports(3);
        var detection = new ChangeDetection(new());
        return [.. Enumerable.Range(0, 100).Select(i => detection.Next(reports.Next(1000 + (4 * i), 1 / (1 + Math.Exp((200 - (4 * i)) / 7.0)), dip: i == 30 ? 0.2 : 0)))];
    }

    private static RunSummary Summary() => Reports().Aggregate(new RunSummary(), (summary, report) => summary.Next(report));

    private static RunSummary WithStructure(EstimateOutcome structure) => Reports().Cast<Analyzed>()
        .Aggregate(new RunSummary(), (summary, report) => summary.Next(report with { Structure = structure }));

    private static List<ScanReport> Reports()
    {
        lock (Gate)
        {
            return [.. Analyzer.Analyze(
            [
                .. Enumerable.Range(1, 30).Select(number => Synthetic.Scan(number, noise: 1e-3)),
                Synthetic.Scan(31, points: 250, progress: ScanProgress.Growing),
            ])];
        }
    }

    private static Screen Screen(RunSummary summary, LedgerCounts counts, RunTrack? track = null) => new(
        DateTimeOffset.UnixEpoch, TimeSpan.FromHours(7), "tcp://beamline:5555", counts, summary, track ?? new RunTrack(), new Rates(), TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(7),
        [new Event(DateTimeOffset.UnixEpoch, true, "influxdb: attempt 4 failed: Connection refused [::1]", [])]);

    private static string Render(Screen screen, int width, int height) => Write(console => console.Write(Dashboard.Draw(screen, width, height, 6)), width);

    private static string Write(Action<IAnsiConsole> write, int width)
    {
        using var writer = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = width;
        console.Profile.Capabilities.Unicode = true;
        write(console);
        return writer.ToString();
    }
}
