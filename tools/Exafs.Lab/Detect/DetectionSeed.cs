namespace Exafs.Lab.Detect;

/// <summary>One seed of the heating run.</summary>
public sealed record DetectionSeed(ulong Seed, int OnsetsMissed, int FalseAlarms, double TCErrorKelvin, double DelayScans, double PhaseFractionRmse);
