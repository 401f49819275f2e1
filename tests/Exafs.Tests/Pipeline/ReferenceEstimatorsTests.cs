using Exafs.Physics.Estimates;
using Exafs.Pipeline;
using Exafs.Signal;

namespace Exafs.Tests.Pipeline;

/// <summary>The calibration that the reference foil of a series gives, once.</summary>
public class ReferenceEstimatorsTests
{
    private static readonly AnalysisOptions Options = new();
    private readonly List<(SeriesKey Series, ChiK Foil)> _calibrated = [];

    [Fact]
    public void Choose_FirstGoodFoilOfEachSeries_CalibratesAllOfItsScans()
    {
        Scan[] scans =
        [
            WithFoil(Synthetic.Scan(1, points: 300, progress: ScanProgress.Growing)), Synthetic.Scan(2), WithFoil(Synthetic.Scan(3)), Synthetic.Scan(4), WithFoil(Synthetic.Scan(5)),
            WithFoil(Synthetic.Scan(6, run: "other")),
        ];
        var estimated = Estimate(scans, (_, _) => new(new FakeEstimator(), null));

        Assert.Equal(["not_calibrated", "not_calibrated", "good", "good", "good", "good"], estimated.Select(structure => structure.Quality));
        Assert.Contains("still grows", estimated[0].Defect!.Detail);
        Assert.Contains("missing_channel", estimated[1].Defect!.Detail);
        Assert.Equal(["run", "other"], _calibrated.Select(call => call.Series.RunId));
    }

    [Fact]
    public void Choose_FoilOnAnotherEdgeEnergy_IsReducedFromTheE0OfTheSample()
    {
        var scan = Synthetic.Scan();
        Estimate([scan with { MuReference = [.. Synthetic.Energy.Select(energy => Synthetic.Mu(energy - 5))] }], (_, _) => new(new FakeEstimator(), null));

        Assert.Equal(((Analyzed)new Analyzer(Options).Analyze([scan])[0]).Reduction.E0, Assert.Single(_calibrated).Foil.E0);
    }

    [Fact]
    public void Choose_FoilThatCannotBeCalibrated_LeavesItToTheNext()
    {
        var calls = 0;
        var estimated = Estimate([WithFoil(Synthetic.Scan(1)), WithFoil(Synthetic.Scan(2))], (_, _) =>
            ++calls == 1 ? new(null, new Defect("other_material", "R-factor 0.9")) : new(new FakeEstimator(), null));

        Assert.Equal("other_material: R-factor 0.9", estimated[0].Defect!.Detail);
        Assert.Equal("good", estimated[1].Quality);
    }

    [Fact]
    public void Choose_MoreSeriesThanHaveAnEstimator_LetsTheOldestGo()
    {
        Scan[] scans = [.. Enumerable.Range(0, ReferenceEstimators.HeldSeries + 1).Select(run => WithFoil(Synthetic.Scan(run + 1, run: $"{run}"))), WithFoil(Synthetic.Scan(100, run: "1")), WithFoil(Synthetic.Scan(101, run: "0"))];

        Assert.All(Estimate(scans, (_, _) => new(new FakeEstimator(), null)), structure => Assert.Equal("good", structure.Quality));

        Assert.Equal(ReferenceEstimators.HeldSeries + 2, _calibrated.Count); // run 1 has its estimator still, run 0 had to be calibrated anew
        Assert.Equal("0", _calibrated[^1].Series.RunId);
    }

    [Fact]
    public void CalibrateAnew_IsDoneOnTheNextFinishedScan_NotOnOneThatGrows()
    {
        var calls = 0;
        var references = new ReferenceEstimators(Options, (_, _) => Counted());
        var analyzer = new Analyzer(Options);
        EstimatorChoice Counted()
        {
            calls++;
            return new(new FakeEstimator(), null);
        }

        Analyzed Report(Scan scan) => (Analyzed)analyzer.Analyze([WithFoil(scan)])[0];

        references.Choose(Report(Synthetic.Scan(1)));
        references.CalibrateAnew();
        references.Choose(Report(Synthetic.Scan(2, points: 300, progress: ScanProgress.Growing)));
        Assert.Equal(1, calls);
        references.Choose(Report(Synthetic.Scan(2)));
        references.Choose(Report(Synthetic.Scan(3)));
        Assert.Equal(2, calls);
    }

    [Fact]
    public void Choose_FoilWithoutAnEdge_IsNone()
    {
        var flat = Estimate([Synthetic.Scan() with { MuReference = [.. Synthetic.Energy.Select((energy, i) => 1 + (energy / 1e5) + (0.01 * (i % 3)))] }], (_, _) => new(new FakeEstimator(), null));

        Assert.Equal("not_calibrated", flat[0].Quality);
        Assert.Empty(_calibrated);
    }

    [Fact]
    public void Choose_CalibrationThatThrows_IsABugOfThatScanAlone()
    {
        var estimated = Estimate([WithFoil(Synthetic.Scan(1))], (_, _) => throw new InvalidOperationException("bug"));

        Assert.Equal(("internal_error", "InvalidOperationException: bug"), (estimated[0].Defect!.Reason, estimated[0].Defect!.Detail));
    }

    private EstimateOutcome[] Estimate(Scan[] scans, Func<SeriesKey, ChiK, EstimatorChoice> calibrate)
    {
        var references = new ReferenceEstimators(Options, (series, foil) =>
        {
            _calibrated.Add((series, foil));
            return calibrate(series, foil);
        });
        var estimation = new Estimation(new EdgeGate("Cu", "K"), references.Choose);
        var analyzer = new Analyzer(Options);
        return [.. scans.SelectMany(scan => estimation.Estimate(analyzer.Analyze([scan]))).Select(report => ((Analyzed)report).Structure!)];
    }

    private static Scan WithFoil(Scan scan) => scan with { MuReference = [.. scan.Energy.Select(Synthetic.Mu)] };
}
