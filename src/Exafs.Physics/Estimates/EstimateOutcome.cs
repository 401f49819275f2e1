using Exafs.Signal;

namespace Exafs.Physics.Estimates;

/// <summary>An estimate, or why there is none.</summary>
public sealed record EstimateOutcome(StructureEstimate? Estimate, Defect? Defect);
