using System.Text.RegularExpressions;

namespace Exafs.Adapters.Files;

/// <summary>A column of a table.</summary>
/// <param name="Number">Counts from 1, as people count columns; 0 for an array that is no column.</param>
/// <param name="Label">As the file gives it; empty where it gives none.</param>
/// <param name="Values">[rows].</param>
/// <param name="Role">By its label, or by what the format fixes.</param>
/// <param name="Rank">Among columns of one role the lowest is the likeliest.</param>
internal sealed partial record Column(int Number, string Label, double[] Values, ColumnRole Role, int Rank)
{
    /// <summary>What was done to the values, such as " − 7157.1"; empty when nothing was.</summary>
    public string Correction { get; init; } = "";

    public string Text => Correction.Length > 0 ? $"({Name}{Correction})" : Name;

    private string Name => (Number > 0 ? $"column {Number}" : "array") + (Label.Length > 0 ? $" '{Label}'" : "");

    /// <summary>The label without the numbers that tell one detector element from another.</summary>
    public string Group => Rank + Digits().Replace(Label, "").ToUpperInvariant();

    public static Column Labelled(int number, string label, double[] values)
    {
        label = label.Trim().Trim('"').Trim();
        (ColumnRole role, int rank) = ColumnLabels.Classify(label);
        return new Column(number, label, values, role, rank);
    }

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();
}
