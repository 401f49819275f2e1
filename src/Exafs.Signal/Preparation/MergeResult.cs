using System.Collections.Immutable;

namespace Exafs.Signal;

/// <summary>Repeats merged to one spectrum.</summary>
/// <param name="Mean">Mean µ(E) on the energies of the first repeat [n].</param>
/// <param name="StandardDeviation">Standard deviation of the repeats (of the population, as numpy's std) [n].</param>
public sealed record MergeResult(Spectrum Mean, ImmutableArray<double> StandardDeviation);
