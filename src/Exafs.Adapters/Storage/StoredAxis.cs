namespace Exafs.Adapters.Storage;

/// <summary>Even steps: First + i·Step, Å.</summary>
/// <param name="First">Å.</param>
/// <param name="Step">Å.</param>
/// <param name="Count">0: there is none.</param>
public readonly record struct StoredAxis(double First, double Step, int Count);
