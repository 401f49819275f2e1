namespace Exafs.Physics.Experiment;

/// <summary>One reading of a sweep.</summary>
/// <param name="Energy">What the encoder says, eV.</param>
/// <param name="Time">Its middle, s from the start of the scan.</param>
/// <param name="Dwell">How long it counts, s.</param>
/// <param name="Interval">From its beginning to that of the next, s.</param>
public readonly record struct GridPoint(double Energy, double Time, double Dwell, double Interval);
