using Exafs.Physics.Estimates;

namespace Exafs.Adapters.Files;

/// <summary>A χ(k) as it stood in a file.</summary>
/// <param name="Chi">χ(k), never weighted; E0 as the header tells.</param>
/// <param name="Element">As the header tells; null: it does not.</param>
/// <param name="Edge">As the header tells; null: it does not.</param>
/// <param name="ColumnsNote">For a person: which columns were taken, and what was done to them.</param>
public sealed record FileChi(ChiK Chi, string? Element, string? Edge, string ColumnsNote);
