namespace Exafs.Physics.Libraries;

/// <summary>How many structures of a phase a file holds.</summary>
public sealed record LibraryCount(string Split, string Phase, int Structures);
