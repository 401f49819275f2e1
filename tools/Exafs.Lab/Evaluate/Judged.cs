using Exafs.Inference.Training;
using Exafs.Physics.Estimates;

namespace Exafs.Lab.Evaluate;

/// <summary>A simulated measurement and what became of it.</summary>
/// <param name="Sample">With the truth.</param>
/// <param name="Estimate">Null where there is none.</param>
internal sealed record Judged(EvaluationSample Sample, StructureEstimate? Estimate)
{
    /// <summary>All of them at once.</summary>
    public static Judged[] All(IStructureEstimator estimator, IEnumerable<EvaluationSample> samples)
    {
        EvaluationSample[] all = [.. samples];
        return [.. all.Zip(estimator.Estimate([.. all.Select(sample => sample.Measured)]), (sample, outcome) => new Judged(sample, outcome.Estimate))];
    }
}
