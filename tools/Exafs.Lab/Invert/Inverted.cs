using Exafs.Physics.Estimates;

namespace Exafs.Lab.Invert;

/// <summary>What became of one spectrum.</summary>
/// <param name="Input">Path, as the caller named it.</param>
/// <param name="Label">What the file calls it; the name of the file where it holds one alone.</param>
/// <param name="Columns">Which columns were taken; empty where the file could not be read.</param>
/// <param name="Chi">χ(k); null where there is none.</param>
/// <param name="Estimate">Null with an error.</param>
/// <param name="Error">One line; null with an estimate.</param>
public sealed record Inverted(string Input, string Label, string Columns, ChiK? Chi, StructureEstimate? Estimate, string? Error);
