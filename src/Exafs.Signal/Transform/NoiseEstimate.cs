namespace Exafs.Signal;

/// <summary>Noise of a spectrum, from the part of χ(R) where no atom is (Larch's estimate_noise).</summary>
/// <param name="EpsilonK">Noise of χ(k).</param>
/// <param name="EpsilonR">Noise of χ(R), Å^-(w+1).</param>
/// <param name="KMaxSuggested">Where the signal falls below the noise, Å⁻¹; null when it nowhere does.</param>
public readonly record struct NoiseEstimate(double EpsilonK, double EpsilonR, double? KMaxSuggested);
