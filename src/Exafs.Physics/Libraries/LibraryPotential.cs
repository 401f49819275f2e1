namespace Exafs.Physics.Libraries;

/// <summary>Forces that a library was made with.</summary>
/// <param name="Name">As the configuration calls it.</param>
/// <param name="Citation">Who is to be cited.</param>
public sealed record LibraryPotential(string Name, string Citation);
