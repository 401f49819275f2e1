namespace Exafs.Physics.Structures;

/// <summary>What is wrong with a file of atoms, and in which line; <see cref="Cut"/>: it ends too early, and what came before is whole.</summary>
public sealed class StructureFormatException(string what, long line, bool cut = false) : FormatException($"line {line}: {what}")
{
    public long Line => line;

    public bool Cut => cut;
}
