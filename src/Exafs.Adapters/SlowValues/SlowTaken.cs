using Exafs.Signal;

namespace Exafs.Adapters.SlowValues;

/// <summary>What became of the readings of one message.</summary>
/// <param name="Taken">How many were taken in.</param>
/// <param name="Repeated">How many were there already.</param>
/// <param name="Rejected">How many cannot be used.</param>
/// <param name="First">Why the first of those cannot; null: all can.</param>
public readonly record struct SlowTaken(int Taken, int Repeated, int Rejected, Defect? First);
