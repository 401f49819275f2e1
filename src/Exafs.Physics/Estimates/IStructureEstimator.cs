namespace Exafs.Physics.Estimates;

/// <summary>χ(k) → structure. Pure: the same spectra give the same estimates, in whatever batches they come. Never throws on bad data.</summary>
public interface IStructureEstimator
{
    /// <summary>One outcome for each spectrum, in order.</summary>
    IReadOnlyList<EstimateOutcome> Estimate(IReadOnlyList<ChiK> batch);
}
