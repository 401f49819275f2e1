using Exafs.Physics.Estimates;

namespace Exafs.Inference.Trust;

/// <summary>An estimator that also tells by what it judges whether a spectrum is like those it knows.</summary>
public interface IJudgedEstimator : IStructureEstimator
{
    /// <summary>One for each spectrum, in order; statistics are null where there is no estimate.</summary>
    IReadOnlyList<(EstimateOutcome Outcome, TrustStatistics? Statistics)> Judge(IReadOnlyList<ChiK> batch);
}
