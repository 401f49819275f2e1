using System.Collections.Immutable;

namespace Exafs.Adapters.Files;

/// <summary>A column of an XDI file.</summary>
/// <param name="Label">As its dictionary has it: energy, mutrans, k, chi, r, chir_mag…</param>
/// <param name="Unit">Empty: none.</param>
/// <param name="Values">[n].</param>
public sealed record XdiColumn(string Label, string Unit, ImmutableArray<double> Values);
