using System.Collections.Immutable;

namespace Exafs.Adapters.Storage;

/// <summary>The arrays of an analysed scan; empty where the reduction did not come so far.</summary>
/// <param name="Energy">eV [n].</param>
/// <param name="Mu">µ(E) [n].</param>
/// <param name="Norm">Normalised µ, to 7 digits [n].</param>
/// <param name="K">Å⁻¹ [m].</param>
/// <param name="Chi">χ(k), not weighted [m].</param>
/// <param name="R">Å [p].</param>
/// <param name="ChiRRe">Re χ(R), to 7 digits [p].</param>
/// <param name="ChiRIm">Im χ(R), to 7 digits [p].</param>
public sealed record StoredSpectrum(
    ImmutableArray<double> Energy,
    ImmutableArray<double> Mu,
    ImmutableArray<double> Norm,
    ImmutableArray<double> K,
    ImmutableArray<double> Chi,
    ImmutableArray<double> R,
    ImmutableArray<double> ChiRRe,
    ImmutableArray<double> ChiRIm);
