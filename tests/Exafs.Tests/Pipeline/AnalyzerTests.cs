using Exafs.Pipeline;
using Exafs.Signal;

namespace Exafs.Tests.Pipeline;

/// <summary>Scan to report: E0 by policy, one report each, in order.</summary>
public class AnalyzerTests
{
    [Fact]
    public void Analyze_FirstScanPolicy_HoldsTheSeriesToTheFirstGoodFinishedScan()
    {
        var bad = Synthetic.Scan(1) with { I0 = [] };
        Scan[] scans = [bad, Synthetic.Scan(2, points: 200, progress: ScanProgress.Growing), .. Enumerable.Range(3, 5).Select(n => Synthetic.Scan(n, noise: 0.02))];
        var reports = new Analyzer(new AnalysisOptions()).Analyze(scans);

        var first = Assert.IsType<Analyzed>(reports[2]).Reduction.E0;
        Assert.InRange(first, Synthetic.E0 - 10, Synthetic.E0 + 10);
        Assert.All(reports.Skip(2), report => Assert.Equal(first, Assert.IsType<Analyzed>(report).Reduction.E0));
    }

    [Fact]
    public void Analyze_PerScanPolicy_FindsEachOnItsOwn()
    {
        var scans = Enumerable.Range(1, 12).Select(n => Synthetic.Scan(n, noise: 0.05)).ToArray();
        var reports = new Analyzer(new AnalysisOptions { E0Policy = E0Policy.PerScan, Quality = new() { EpsilonKMaximum = 1000 } }).Analyze(scans);

        Assert.True(reports.OfType<Analyzed>().Select(report => report.Reduction.E0).Distinct().Count() > 1);
    }

    [Fact]
    public void Analyze_FixedPolicy_TakesTheConfiguredValue()
    {
        var report = new Analyzer(new AnalysisOptions { E0Policy = E0Policy.Fixed, Reduction = new() { E0 = 8980.5 } }).Analyze([Synthetic.Scan()])[0];

        Assert.Equal(8980.5, Assert.IsType<Analyzed>(report).Reduction.E0);
    }

    [Fact]
    public void Analyze_FixedPolicyWithoutE0_Throws() =>
        Assert.Throws<ArgumentException>(() => new Analyzer(new AnalysisOptions { E0Policy = E0Policy.Fixed }));

    [Fact]
    public void Analyze_AnyBatches_GiveTheSameReportsBitForBit()
    {
        Scan[] scans = [.. Synthetic.Scans(12), Synthetic.Scan(13) with { ITrans = [] }, .. Enumerable.Range(14, 6).Select(n => Synthetic.Scan(n, run: "other"))];
        var whole = new Analyzer(new AnalysisOptions()).Analyze(scans);
        var analyzer = new Analyzer(new AnalysisOptions());
        var pieces = scans.Chunk(5).SelectMany(analyzer.Analyze).ToArray();

        Assert.Equal(scans.Select(scan => scan.ScanId), whole.Select(report => report.Scan.ScanId));
        Assert.Equal(whole.Select(Numbers), pieces.Select(Numbers));
    }

    [Fact]
    public void Analyze_ReductionThatThrowsOnOne_RejectsThatOneAlone()
    {
        var poison = Synthetic.Scan(3);
        var options = new AnalysisOptions { E0Policy = E0Policy.PerScan };
        var analyzer = new Analyzer(options, parameters => batch =>
            batch.Any(spectrum => spectrum.Energy[0] == 8801) ? throw new InvalidOperationException("bug") : new Reducer(parameters).Reduce(batch));
        var reports = analyzer.Analyze([Synthetic.Scan(1), poison with { Energy = poison.Energy.SetItem(0, 8801) }, Synthetic.Scan(2)]);

        Assert.IsType<Analyzed>(reports[0]);
        Assert.Equal("internal_error", Assert.IsType<Rejected>(reports[1]).Defect.Reason);
        Assert.IsType<Analyzed>(reports[2]);
    }

    [Fact]
    public void Analyze_GrowingScan_ShowsMoreAndMoreAndNeverThrows()
    {
        var analyzer = new Analyzer(new AnalysisOptions());
        var stages = new List<int>();
        for (var points = 0; points <= Synthetic.Energy.Length; points++)
        {
            var snapshot = Assert.IsType<Analyzed>(analyzer.Analyze([Synthetic.Scan(points: points, progress: ScanProgress.Growing)])[0]);
            stages.Add(snapshot.Reduction.R.IsEmpty ? snapshot.Reduction.Norm.IsEmpty ? 0 : 1 : 2);
        }

        Assert.Equal(0, stages[0]);
        Assert.Equal(2, stages[^1]);
        Assert.Null(Assert.IsType<Analyzed>(analyzer.Analyze([Synthetic.Scan()])[0]).Reduction.Limit);
    }

    [Fact]
    public void Judge_NoisyReduction_NamesTheNoise()
    {
        var good = Assert.IsType<Analyzed>(new Analyzer(new AnalysisOptions()).Analyze([Synthetic.Scan()])[0]).Reduction;

        Assert.Equal("too_noisy", ReductionGate.Judge(good with { Noise = new NoiseEstimate(0.2, 0.4, null) }, new())?.Reason);
        Assert.Equal("too_noisy", ReductionGate.Judge(good with { Noise = new NoiseEstimate(double.NaN, 0.4, null) }, new())?.Reason);
        Assert.Null(ReductionGate.Judge(good with { Noise = new NoiseEstimate(0.001, 0.01, 12) }, new()));
    }

    [Fact]
    public void Next_MoreSeriesThanHeld_LetsTheOldestGo()
    {
        var state = new E0State(null);
        for (var i = 0; i <= E0State.HeldSeries; i++)
            state = state.Next(new SeriesKey($"{i}", "Fe", "K"), 7112 + i);

        Assert.Null(state.For(new SeriesKey("0", "Fe", "K")));
        Assert.Equal(7113, state.Next(new SeriesKey("1", "Fe", "K"), 1).For(new SeriesKey("1", "Fe", "K")));
    }

    private static string Numbers(ScanReport report) => report switch
    {
        Analyzed analyzed => $"{analyzed.Reduction.E0:r} {analyzed.Reduction.EdgeStep:r} {string.Join(' ', analyzed.Reduction.ChiRMag.Select(x => x.ToString("r")))}",
        Rejected rejected => rejected.Defect.ToString(),
        _ => "",
    };
}
