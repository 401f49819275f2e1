using Exafs.Signal;

namespace Exafs.Physics.Comparison;

/// <summary>How a foil and the theory agree, or the defect that forbids to say so.</summary>
public readonly record struct FoilFitOutcome(FoilFitResult? Result, Defect? Defect);
