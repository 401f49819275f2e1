using Exafs.Signal;

namespace Exafs.Physics.Estimates;

/// <summary>An estimate, or why there is none.</summary>
public sealed record EstimateOutcome(StructureEstimate? Estimate, Defect? Defect)
{
    /// <summary>The word that outcomes are counted under: good, out_of_distribution, or why there is no estimate.</summary>
    public string Quality => Defect?.Reason ?? (Estimate is { IsOutOfDistribution: false } ? "good" : "out_of_distribution");

    /// <summary>No estimate, and why.</summary>
    public static EstimateOutcome Failed(string reason, string detail) => new(null, new Defect(reason, detail));
}
