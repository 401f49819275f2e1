using System.Collections.Immutable;
using Exafs.Signal;

namespace Exafs.Pipeline;

/// <summary>What the scans of one series have in common.</summary>
/// <param name="E0">Edge energy, eV.</param>
/// <param name="Grid">Energies that every scan is rebinned to, eV [m]; empty: each keeps its own.</param>
/// <param name="Foil">The reference foil of the first scan, that the others' shifts are counted from; null where shifts are not asked for.</param>
public sealed record SeriesHold(double E0, ImmutableArray<double> Grid, Alignment? Foil);
