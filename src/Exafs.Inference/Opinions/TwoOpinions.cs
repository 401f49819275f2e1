using Exafs.Inference.Trust;
using Exafs.Physics.Estimates;

namespace Exafs.Inference.Opinions;

/// <summary>The networks' estimates, trusted as far as the decomposition of the same spectra allows; where it is wanted, with what that finds and where the two contradict each other.</summary>
/// <param name="first">Whose estimates they are.</param>
/// <param name="second">Asked where the first has an estimate.</param>
/// <param name="limits">Of the statistics of both.</param>
/// <param name="told">Whether the second estimate is told beside the first.</param>
public sealed class TwoOpinions(IJudgedEstimator first, IJudgedEstimator second, TrustLimits limits, bool told) : IStructureEstimator
{
    private readonly OutOfDistribution _trust = new(limits);

    /// <inheritdoc/>
    public IReadOnlyList<EstimateOutcome> Estimate(IReadOnlyList<ChiK> batch)
    {
        var judged = first.Judge(batch);
        EstimateOutcome[] outcomes = [.. judged.Select(each => each.Outcome)];
        int[] estimated = [.. Enumerable.Range(0, outcomes.Length).Where(i => outcomes[i].Estimate is not null)];
        foreach (var (i, (other, statistics)) in estimated.Zip(second.Judge([.. estimated.Select(i => batch[i])])))
        {
            if (other.Estimate is not { } opinion) continue;
            var (score, reasons) = _trust.Judge(judged[i].Statistics! with { FitRFactor = statistics!.FitRFactor, MeltBesideCrystal = statistics.MeltBesideCrystal });
            var estimate = outcomes[i].Estimate! with { OodScore = score, OodReasons = reasons };
            outcomes[i] = new(told ? estimate with { SecondOpinion = opinion, Disagreements = Disagreement.Between(estimate, opinion) } : estimate, null);
        }

        return outcomes;
    }
}
