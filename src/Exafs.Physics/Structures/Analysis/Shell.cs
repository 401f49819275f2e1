namespace Exafs.Physics.Structures;

/// <summary>Neighbours at about one distance: how many, ⟨r⟩ in Å, σ² = ⟨(r − ⟨r⟩)²⟩ in Å², C3 = ⟨(r − ⟨r⟩)³⟩ in Å³.</summary>
public readonly record struct Shell(double CoordinationNumber, double Distance, double Sigma2, double ThirdCumulant);
