namespace Exafs.Physics.Libraries;

/// <summary>A run that gave no structures, and why.</summary>
public sealed record LibraryDroppedRun(string Name, string Reason);
