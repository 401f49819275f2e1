namespace Exafs.Physics.Estimates;

/// <summary>Which model pack made an estimate.</summary>
/// <param name="Name">Such as fe.</param>
/// <param name="Sha256">Of its manifest, which has the hashes of all its files.</param>
public sealed record PackIdentity(string Name, string Sha256);
