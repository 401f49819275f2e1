using Exafs.Physics.Estimates;

namespace Exafs.Pipeline.Changes;

/// <summary>The transformed fraction fitted to 1/(1 + exp(−(T − T_c)/w)) along one branch.</summary>
/// <param name="TemperatureKelvin">T_c, where half is transformed, K.</param>
/// <param name="WidthKelvin">From 10 to 90 % transformed, K: 4.39 w.</param>
/// <param name="Scans">So many were fitted.</param>
public sealed record TransitionFit(Uncertain TemperatureKelvin, Uncertain WidthKelvin, int Scans);
