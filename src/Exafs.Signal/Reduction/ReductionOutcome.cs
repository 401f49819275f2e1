namespace Exafs.Signal;

/// <summary>A reduction, or the defect that forbade even its first step.</summary>
public readonly record struct ReductionOutcome(Reduction? Reduction, Defect? Defect);
