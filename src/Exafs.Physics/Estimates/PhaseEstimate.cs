namespace Exafs.Physics.Estimates;

/// <summary>The part of the atoms that belongs to a phase, 0 to 1.</summary>
/// <param name="Name">bcc, fcc, hcp, or disordered: liquid, amorphous, the surface of particles.</param>
/// <param name="Fraction">0 to 1; all phases add to 1.</param>
public sealed record PhaseEstimate(string Name, Uncertain Fraction);
