namespace Exafs.Lab.Heat;

/// <summary>A part of the way of the temperature, straight in time.</summary>
/// <param name="ToKelvin">Where it ends.</param>
/// <param name="Scans">So many scans on the way.</param>
public sealed record RampStep(double ToKelvin, int Scans);
