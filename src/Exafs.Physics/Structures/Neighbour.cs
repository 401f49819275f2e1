namespace Exafs.Physics.Structures;

/// <summary>An atom seen from another one: its index, the way to it, and how far it is, Å.</summary>
public readonly record struct Neighbour(int Atom, Vector Displacement, double Distance);
