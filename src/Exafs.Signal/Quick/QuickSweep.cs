namespace Exafs.Signal;

/// <summary>One way between two turning points, in blocks of samples.</summary>
/// <param name="Sign">Of the angle: 1 up, −1 down, 0 not known yet.</param>
/// <param name="Begin">Block in which it left its turning point.</param>
/// <param name="Arrival">Block in which it came near the furthest position.</param>
/// <param name="Way">Degree.</param>
internal readonly record struct QuickSweep(int Sign, long Begin, long Arrival, double Way);
