using System.Collections.Immutable;

namespace Exafs.Adapters.Files;

/// <summary>A table with what its format knows of its columns.</summary>
/// <param name="Format">Name of the format.</param>
/// <param name="Label">What the file calls the scan.</param>
/// <param name="Columns">In the order of the file; equal lengths.</param>
/// <param name="Facts">Of the header.</param>
/// <param name="DroppedRows">Malformed rows that are not in the columns.</param>
internal sealed record ColumnTable(string Format, string Label, ImmutableArray<Column> Columns, HeaderFacts Facts, int DroppedRows)
{
    /// <summary>What else a person should know of how the table was read.</summary>
    public ImmutableArray<string> Remarks { get; init; } = [];

    /// <summary>A table whose labels, as many as columns or fewer, tell the roles.</summary>
    public static ColumnTable Of(string format, string label, NumericBlock block, IReadOnlyList<string> labels, HeaderFacts facts) =>
        new(format, label, [.. block.Columns.Select((values, c) => Column.Labelled(c + 1, c < labels.Count ? labels[c] : "", values))], facts, block.Dropped);

    /// <summary>The longest table among the lines.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static NumericBlock Find(TextFile file, int start, int end) =>
        NumericBlock.Longest(file.Lines, start, end)
        ?? throw new InvalidDataException(file.Lines.Skip(start).Take(end - start).Any(line => NumericRow.TryParse(line, []))
            ? $"{file.Name}: the numbers stand in one column; energy and µ, or energy and counts, need two or more"
            : $"{file.Name}: no numeric rows");
}
