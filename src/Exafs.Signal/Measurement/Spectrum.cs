using System.Collections.Immutable;

namespace Exafs.Signal;

/// <summary>Absorption against energy.</summary>
/// <param name="Energy">Photon energy, eV [n].</param>
/// <param name="Mu">Absorption µ [n], in any unit: an offset and a factor are free.</param>
public sealed record Spectrum(ImmutableArray<double> Energy, ImmutableArray<double> Mu);
