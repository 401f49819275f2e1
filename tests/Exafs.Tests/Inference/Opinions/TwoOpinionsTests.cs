using Exafs.Inference.Opinions;
using Exafs.Inference.Trust;
using Exafs.Physics.Estimates;
using Exafs.Tests.Pipeline;

namespace Exafs.Tests.Inference.Opinions;

/// <summary>Two estimators beside each other.</summary>
public class TwoOpinionsTests
{
    private static readonly ChiK[] Batch = [.. Enumerable.Range(1, 3).Select(i => new ChiK([0.01 * i, 0.02, 0.03]))];

    [Fact]
    public void Estimate_TwoThatAgree_HasTheSecondBesideTheFirst()
    {
        var (first, second) = (new FakeEstimator(), new FakeEstimator());
        var outcomes = Of(first, second).Estimate(Batch);

        Assert.All(outcomes, outcome => Assert.Equal(outcome.Estimate!.Shells.AsEnumerable(), outcome.Estimate.SecondOpinion!.Shells));
        Assert.All(outcomes, outcome => Assert.Empty(outcome.Estimate!.Disagreements));
        Assert.Equal(3, Assert.Single(second.Calls).Length);
    }

    [Fact]
    public void Estimate_FirstHasNone_SecondIsNotAsked()
    {
        var second = new FakeEstimator();
        var outcomes = Of(new Refusing(batch => batch.Chi[0] < 0.015), second).Estimate(Batch);

        Assert.Equal(["no", "good", "good"], outcomes.Select(outcome => outcome.Quality));
        Assert.Equal(Batch[1..], Assert.Single(second.Calls));
        Assert.NotNull(outcomes[1].Estimate!.SecondOpinion);
    }

    [Fact]
    public void Estimate_SecondHasNone_FirstStands()
    {
        var outcomes = Of(new FakeEstimator(), new Refusing(_ => true)).Estimate(Batch);

        Assert.All(outcomes, outcome => Assert.Null(outcome.Estimate!.SecondOpinion));
    }

    [Fact]
    public void Estimate_SecondContradicts_SaysWhere()
    {
        var estimate = Of(new FakeEstimator(), new Other()).Estimate(Batch)[0].Estimate!;

        Assert.StartsWith("neighbours within 3.2 Å: ", Assert.Single(estimate.Disagreements), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.05, 0.5, 0)]
    [InlineData(0.3, 0.75, 1)]
    [InlineData(null, 0.5, 0)]
    public void Estimate_FitOfTheSecond_CountsInTheScore(double? rFactor, double score, int reasons)
    {
        var second = new Judged(new FakeEstimator(), new() { FitRFactor = rFactor, EnsembleSpread = 9 });

        var estimate = new TwoOpinions(new Judged(new FakeEstimator(), new() { EnsembleSpread = 0.2 }), second, new() { FitRFactor = 0.1, EnsembleSpread = 0.2 }, told: false).Estimate(Batch)[0].Estimate!;

        Assert.Equal((score, reasons), (Math.Round(estimate.OodScore, 9), estimate.OodReasons.Length));
        Assert.Null(estimate.SecondOpinion);
    }

    private static TwoOpinions Of(IStructureEstimator first, IStructureEstimator second) => new(new Judged(first, new()), new Judged(second, new()), new(), told: true);

    private sealed class Judged(IStructureEstimator estimator, TrustStatistics statistics) : IJudgedEstimator
    {
        public IReadOnlyList<EstimateOutcome> Estimate(IReadOnlyList<ChiK> batch) => estimator.Estimate(batch);

        public IReadOnlyList<(EstimateOutcome Outcome, TrustStatistics? Statistics)> Judge(IReadOnlyList<ChiK> batch) =>
            [.. Estimate(batch).Select(outcome => (outcome, outcome.Estimate is null ? null : statistics))];
    }

    private sealed class Other : IStructureEstimator
    {
        public IReadOnlyList<EstimateOutcome> Estimate(IReadOnlyList<ChiK> batch) =>
            [.. new FakeEstimator().Estimate(batch).Select(outcome => outcome with { Estimate = outcome.Estimate! with { Within32 = new(9, 0.1) } })];
    }

    private sealed class Refusing(Predicate<ChiK> refuses) : IStructureEstimator
    {
        public IReadOnlyList<EstimateOutcome> Estimate(IReadOnlyList<ChiK> batch) =>
            [.. batch.Select(chi => refuses(chi) ? EstimateOutcome.Failed("no", "no") : new(FakeEstimator.Of(1), null))];
    }
}
