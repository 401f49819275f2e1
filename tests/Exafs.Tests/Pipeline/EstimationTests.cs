using System.Reactive.Linq;
using Exafs.Physics.Estimates;
using Exafs.Pipeline;
using Exafs.Signal;

namespace Exafs.Tests.Pipeline;

/// <summary>Report to structure: micro-batches of what waits, every scan with its estimate or the reason why there is none.</summary>
public class EstimationTests
{
    private static readonly EdgeGate Copper = new("Cu", "K");

    [Fact]
    public void Estimate_BatchOfAllKinds_GoesToTheEstimatorInOneCall()
    {
        var estimator = new FakeEstimator();
        Scan[] scans =
        [
            Synthetic.Scan(1), Synthetic.Scan(2) with { ITrans = [] }, Synthetic.Scan(3, points: 150, progress: ScanProgress.Growing),
            Synthetic.Scan(4, points: 300, progress: ScanProgress.Growing), Synthetic.Scan(5),
        ];
        var reports = Estimated(new Estimation(Copper, estimator), scans);

        Assert.Equal(3, Assert.Single(estimator.Calls).Length);
        Assert.IsType<Rejected>(reports[1]);
        Assert.Equal(["good", "too_short_for_structure", "good", "good"], reports.OfType<Analyzed>().Select(report => report.Structure!.Quality));
        Assert.Equal((true, 300), (reports[3].Scan.IsSnapshot, reports[3].Scan.Energy.Length));
        Assert.All(estimator.Calls[0], chi => Assert.Equal((0.05, true), (chi.KStep, chi.KMax >= Estimation.LowestKMax)));
        Assert.Equal(((Analyzed)reports[0]).Reduction.E0, estimator.Calls[0][0].E0);
    }

    [Fact]
    public void Estimate_GrowingScan_HasAStructureFromNineOnAndNotBefore()
    {
        var estimation = new Estimation(Copper, new FakeEstimator());
        var analyzer = new Analyzer(new AnalysisOptions());
        for (var points = 0; points <= Synthetic.Energy.Length; points += 7)
        {
            var report = (Analyzed)estimation.Estimate(analyzer.Analyze([Synthetic.Scan(points: points, progress: ScanProgress.Growing)]))[0];
            Assert.Equal(!report.Reduction.K.IsEmpty && report.Reduction.K[^1] >= Estimation.LowestKMax, report.Structure!.Estimate is not null);
        }
    }

    [Fact]
    public void Estimate_EstimatorThatThrowsOnOne_FailsThatOneAlone()
    {
        var estimator = new FakeEstimator(batch =>
        {
            if (batch.Any(chi => chi.E0 > 9000))
                throw new InvalidOperationException("bug");
        });
        var reports = new Analyzer(new AnalysisOptions { E0Policy = E0Policy.PerScan }).Analyze([Synthetic.Scan(1), Moved(Synthetic.Scan(2), 35), Synthetic.Scan(3)]);
        var structures = new Estimation(Copper, estimator).Estimate(reports).Cast<Analyzed>().Select(report => report.Structure!).ToArray();

        Assert.Equal(["good", "internal_error", "good"], structures.Select(structure => structure.Quality));
        Assert.Equal("InvalidOperationException: bug", structures[1].Defect!.Detail);
    }

    [Fact]
    public void Estimate_EstimatorThatForgetsOne_IsABugOfEachAsked()
    {
        var forgetful = new Estimation(Copper, new Forgetful());

        Assert.All(Estimated(forgetful, [.. Synthetic.Scans(2)]).Cast<Analyzed>(), report => Assert.Equal("internal_error", report.Structure!.Quality));
    }

    [Theory]
    [InlineData("Fe", "K", 0, "the spectrum is of Fe; the pack is of Cu")]
    [InlineData("Cu", "L3", 0, "the spectrum is of the L3 edge; the pack is of the K edge of Cu")]
    [InlineData(null, null, 200, "E0 is 91")]
    public void Estimate_AnotherEdge_IsRefusedAndTheStreamGoesOn(string? element, string? edge, double moved, string detail)
    {
        var estimator = new FakeEstimator();
        var reports = Estimated(new Estimation(Copper, estimator), [Moved(Synthetic.Scan(1), moved) with { RunId = "other", Element = element, Edge = edge }, Synthetic.Scan(2)]);

        var refused = Assert.IsType<Analyzed>(reports[0]).Structure!.Defect!;
        Assert.Equal("other_element", refused.Reason);
        Assert.StartsWith(detail, refused.Detail);
        Assert.Equal("good", Assert.IsType<Analyzed>(reports[1]).Structure!.Quality);
        Assert.Single(Assert.Single(estimator.Calls));
    }

    [Fact]
    public void Estimate_ChiWithNaN_IsNotAsked()
    {
        var report = (Analyzed)new Analyzer(new AnalysisOptions()).Analyze([Synthetic.Scan()])[0];
        report = report with { Reduction = report.Reduction with { Chi = report.Reduction.Chi.SetItem(100, double.NaN) } };

        Assert.Equal("not_finite", ((Analyzed)new Estimation(Copper, new FakeEstimator()).Estimate([report])[0]).Structure!.Quality);
    }

    [Fact]
    public void Estimate_AnyBatches_GiveTheSameBitForBit()
    {
        Scan[] scans = [.. Synthetic.Scans(7), Synthetic.Scan(8) with { Element = "Fe" }, .. Enumerable.Range(9, 4).Select(number => Synthetic.Scan(number, run: "other"))];
        var whole = Estimated(new Estimation(Copper, new FakeEstimator()), scans);
        var (analyzer, estimation) = (new Analyzer(new AnalysisOptions()), new Estimation(Copper, new FakeEstimator()));
        var pieces = scans.Chunk(3).SelectMany(piece => estimation.Estimate(analyzer.Analyze(piece)));

        Assert.Equal(whole.Select(N1), pieces.Select(N1));
    }

    [Fact]
    public async Task Stream_WithEstimates_CountsEachOutcomeAndTheTime()
    {
        var ledger = new Ledger();
        var stages = new List<string>();
        var reports = await new ListSource([Synthetic.Scan(1), Synthetic.Scan(2) with { Element = "Fe" }, Synthetic.Scan(3) with { ITrans = [] }, Synthetic.Scan(4)])
            .Scans(new(), ledger, default)
            .Analyze(new Analyzer(new AnalysisOptions()), new Estimation(Copper, new FakeEstimator()), ledger, (stage, _) => stages.Add(stage))
            .ToList();

        Assert.Equal((4, 3), (reports.Count, ledger.Counts.Analyzed));
        Assert.Equal([("good", 2L), ("other_element", 1L)], ledger.Counts.Estimates.Select(pair => (pair.Key, pair.Value)));
        Assert.Contains("estimates 3 (good 2, other_element 1)", ledger.Counts.ToString());
        Assert.Empty(ledger.Check());
        Assert.Contains("estimate", stages);
    }

    [Fact]
    public void Violations_EstimateThatWasForgotten_IsNamed()
    {
        var counts = new LedgerCounts { Received = 2, Unnumbered = 2, Analyzed = 2, Estimates = new LedgerCounts().Estimates.Add("good", 1) };

        Assert.Equal("analyzed = estimates of every outcome: 2 is not 1", Assert.Single(counts.Violations()));
    }

    private static IReadOnlyList<ScanReport> Estimated(Estimation estimation, Scan[] scans) => estimation.Estimate(new Analyzer(new AnalysisOptions()).Analyze(scans));

    private static Scan Moved(Scan scan, double by) => scan with { Energy = [.. scan.Energy.Select(energy => energy + by)] };

    private static string N1(ScanReport report) => report is Analyzed { Structure: { } structure }
        ? structure.Estimate?.Shells[0].CoordinationNumber.Value.ToString("r") ?? structure.Defect!.ToString()
        : "";

    private sealed class Forgetful : IStructureEstimator
    {
        public IReadOnlyList<EstimateOutcome> Estimate(IReadOnlyList<ChiK> batch) => [];
    }
}
