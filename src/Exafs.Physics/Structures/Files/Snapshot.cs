namespace Exafs.Physics.Structures;

/// <summary>A structure of a run, and the step it was taken at.</summary>
public sealed record Snapshot(long Step, AtomicStructure Structure);
