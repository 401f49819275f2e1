using Exafs.Physics.Estimates;
using Exafs.Signal;

namespace Exafs.Pipeline;

/// <summary>The estimator that a scan's χ(k) goes to, or why it goes to none.</summary>
public readonly record struct EstimatorChoice(IStructureEstimator? Estimator, Defect? Defect);
