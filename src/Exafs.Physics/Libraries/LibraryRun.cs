namespace Exafs.Physics.Libraries;

/// <summary>One run of molecular dynamics, and what became of it.</summary>
/// <param name="Name">As the plan calls it.</param>
/// <param name="Split">training, test or validation.</param>
/// <param name="Phase">What it was at its end.</param>
/// <param name="Potential">The name of its forces.</param>
/// <param name="TemperatureKelvin">The temperature that its disorder stands for.</param>
/// <param name="Atoms">How many.</param>
/// <param name="Structures">How many it gave.</param>
/// <param name="TrajectorySha256">SHA-256 of its trajectory, which is not in the library.</param>
/// <param name="Index">What the label run counts.</param>
public sealed record LibraryRun(string Name, string Split, string Phase, string Potential, double TemperatureKelvin, int Atoms, int Structures, string TrajectorySha256, int Index);
