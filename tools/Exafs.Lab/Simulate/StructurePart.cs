namespace Exafs.Lab.Simulate;

/// <summary>One structure of a run, and its file.</summary>
/// <param name="Index">Of the structure within the run; null: the reference, which all frames make together.</param>
/// <param name="File">Where it is, or will be.</param>
public readonly record struct StructurePart(int? Index, string File);
