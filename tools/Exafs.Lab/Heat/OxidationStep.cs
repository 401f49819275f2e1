namespace Exafs.Lab.Heat;

/// <summary>Iron turns into its oxide, straight in time.</summary>
/// <param name="FromScan">Number of the scan at which it begins.</param>
/// <param name="Scans">So many scans until all is oxide.</param>
public sealed record OxidationStep(int FromScan, int Scans);
