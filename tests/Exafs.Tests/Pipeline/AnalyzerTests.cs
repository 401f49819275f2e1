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
        Scan[] scans = [Synthetic.Scan(1), Shifted(Synthetic.Scan(2), 5)];
        var reports = new Analyzer(new AnalysisOptions { E0Policy = E0Policy.PerScan }).Analyze(scans);

        Assert.Equal(E0Of(reports[0]) + 5, E0Of(reports[1]), 9);
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
    public void Analyze_ReferencePolicy_TakesE0FromTheFoil()
    {
        var foil = Synthetic.Energy.Select(energy => Synthetic.Mu(energy - 20)).ToArray();
        var scan = Synthetic.Scan();
        var analyzer = new Analyzer(new AnalysisOptions { E0Policy = E0Policy.Reference });
        var reports = analyzer.Analyze([scan, scan with { MuReference = [.. foil] }, scan]);

        Assert.Equal("no_reference", Assert.IsType<Rejected>(reports[0]).Defect.Reason);
        Assert.Equal(E0Of(new Analyzer(new AnalysisOptions()).Analyze([scan])[0]) + 20, E0Of(reports[1]), 9);
        Assert.Equal(E0Of(reports[1]), E0Of(reports[2]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Analyze_FoilThatMoved_ReportsTheShiftAndCorrectsItWhereAsked(bool correct)
    {
        var scan = Synthetic.Scan() with { MuReference = [.. Synthetic.Energy.Select(Synthetic.Mu)] };
        var options = new AnalysisOptions { E0Policy = E0Policy.Reference, CorrectEnergyShift = correct };
        var reports = new Analyzer(options).Analyze([scan, Shifted(scan, 1.7)]).Cast<Analyzed>().ToArray();

        Assert.Equal(0, reports[0].EnergyShift!.Value, 2);
        Assert.Equal(-1.7, reports[1].EnergyShift!.Value, 2);
        Assert.Equal(scan.Energy[0] + (correct ? 0 : 1.7), reports[1].Reduction.Energy[0], 2);
    }

    [Fact]
    public void Analyze_JitteryGridsRebinned_ShareOneGrid()
    {
        var random = new Random(1);
        var scans = Enumerable.Range(1, 6).Select(number =>
        {
            var energy = Enumerable.Range(0, 3000).Select(i => 8800 + (i / 3.0) + (0.1 * random.NextDouble())).ToArray();
            return new Scan { RunId = "run", ScanId = $"{number}", Energy = [.. energy], Mu = [.. energy.Select(Synthetic.Mu)] };
        }).ToArray();
        var reports = new Analyzer(new AnalysisOptions { Rebin = new() { Exafs1 = 30, XanesStep = 0.5 } }).Analyze(scans).Cast<Analyzed>().ToArray();

        Assert.InRange(reports[0].Reduction.Energy.Length, 300, 900);
        Assert.All(reports, report => Assert.Equal(reports[0].Reduction.Energy, report.Reduction.Energy));
    }

    [Fact]
    public void Analyze_GlitchWithDeglitch_IsBridged()
    {
        var clean = Synthetic.Scan();
        var glitch = clean with { ITrans = clean.ITrans.SetItem(250, clean.ITrans[250] * 0.8) };
        var reports = new[] { clean, glitch }.Select(scan => (Analyzed)new Analyzer(new AnalysisOptions { Deglitch = new() }).Analyze([scan])[0]).ToArray();

        Assert.Equal(reports[0].Reduction.Mu[250], reports[1].Reduction.Mu[250], 0.002);
    }

    [Fact]
    public void Next_MoreSeriesThanHeld_LetsTheOldestGo()
    {
        var memory = new SeriesMemory<SeriesHold>();
        for (var i = 0; i <= SeriesMemory<SeriesHold>.HeldSeries; i++)
            memory = memory.Next(new SeriesKey($"{i}", "Fe", "K"), new SeriesHold(7112 + i, [], null));

        Assert.Null(memory.For(new SeriesKey("0", "Fe", "K")));
        Assert.Equal(7113, memory.Next(new SeriesKey("1", "Fe", "K"), new SeriesHold(1, [], null)).For(new SeriesKey("1", "Fe", "K"))!.E0);
    }

    private static double E0Of(ScanReport report) => Assert.IsType<Analyzed>(report).Reduction.E0;

    private static Scan Shifted(Scan scan, double by) => scan with { Energy = [.. scan.Energy.Select(energy => energy + by)] };

    private static string Numbers(ScanReport report) => report switch
    {
        Analyzed analyzed => $"{analyzed.Reduction.E0:r} {analyzed.Reduction.EdgeStep:r} {string.Join(' ', analyzed.Reduction.ChiRMag.Select(x => x.ToString("r")))}",
        Rejected rejected => rejected.Defect.ToString(),
        _ => "",
    };
}
