using Exafs.Physics.Comparison;

namespace Exafs.Lab.Compare;

/// <summary>What became of one measured spectrum.</summary>
/// <param name="File">As the caller named it.</param>
/// <param name="Label">What the file calls it; the name of the file where it holds one alone.</param>
/// <param name="E0">Of the reduction, eV; null where there was none.</param>
/// <param name="Fit">Null with an error.</param>
/// <param name="Error">One line; null with a fit.</param>
public sealed record Foil(string File, string Label, double? E0, FoilFitResult? Fit, string? Error);
