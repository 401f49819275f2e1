using Exafs.Inference.Opinions;
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
        var outcomes = new TwoOpinions(first, second).Estimate(Batch);

        Assert.All(outcomes, outcome => Assert.Equal(outcome.Estimate!.Shells.AsEnumerable(), outcome.Estimate.SecondOpinion!.Shells));
        Assert.All(outcomes, outcome => Assert.Empty(outcome.Estimate!.Disagreements));
        Assert.Equal(3, Assert.Single(second.Calls).Length);
    }

    [Fact]
    public void Estimate_FirstHasNone_SecondIsNotAsked()
    {
        var second = new FakeEstimator();
        var outcomes = new TwoOpinions(new Refusing(batch => batch.Chi[0] < 0.015), second).Estimate(Batch);

        Assert.Equal(["no", "good", "good"], outcomes.Select(outcome => outcome.Quality));
        Assert.Equal(Batch[1..], Assert.Single(second.Calls));
        Assert.NotNull(outcomes[1].Estimate!.SecondOpinion);
    }

    [Fact]
    public void Estimate_SecondHasNone_FirstStands()
    {
        var outcomes = new TwoOpinions(new FakeEstimator(), new Refusing(_ => true)).Estimate(Batch);

        Assert.All(outcomes, outcome => Assert.Null(outcome.Estimate!.SecondOpinion));
    }

    private sealed class Refusing(Predicate<ChiK> refuses) : IStructureEstimator
    {
        public IReadOnlyList<EstimateOutcome> Estimate(IReadOnlyList<ChiK> batch) =>
            [.. batch.Select(chi => refuses(chi) ? EstimateOutcome.Failed("no", "no") : new(FakeEstimator.Of(1), null))];
    }
}
