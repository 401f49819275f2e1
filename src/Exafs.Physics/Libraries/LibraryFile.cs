namespace Exafs.Physics.Libraries;

/// <summary>A file of a library: SHA-256 in lower-case hexadecimal, and its length.</summary>
public sealed record LibraryFile(string Sha256, long Bytes);
