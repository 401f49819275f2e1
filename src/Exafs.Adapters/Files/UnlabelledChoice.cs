using System.Collections.Immutable;
using Exafs.Signal;

namespace Exafs.Adapters.Files;

/// <summary>µ(E) of a table whose labels do not tell it, by what the columns themselves show.</summary>
/// <remarks>
/// Two columns are energy and µ. Of more, the first way that shows an edge upwards is taken: ln(first/second), as energy, I0 and
/// transmission stand in most files; the first column itself; the second over the first, as fluorescence stands behind I0; then
/// the other pairs and columns in their order. Where nothing shows an edge, the first column.
/// </remarks>
internal static class UnlabelledChoice
{
    private const int PairsTried = 6;

    public static (Candidate? Chosen, string Reason) Of(ColumnTable table, EnergyAxis axis)
    {
        ImmutableArray<Column> columns =
            [.. table.Columns.Where(c => c.Number != axis.Source.Number && c.Role is not (ColumnRole.Other or ColumnRole.Energy or ColumnRole.Angle))];
        if (columns.Length == 0 && table.Columns.Length == 2) columns = [table.Columns[2 - axis.Source.Number]];
        if (columns.Length == 0) return (null, "");
        if (columns.Length == 1) return (Candidate.Ready(MeasurementMode.Mu, columns[0], axis.Values), "");

        foreach (Candidate candidate in Ways([.. columns.Take(PairsTried)], axis.Values))
            if (candidate.Score.ShowsEdge) return (candidate, "no label tells it; this shows an edge");
        return (Candidate.Ready(MeasurementMode.Mu, columns[0], axis.Values), "no label tells it, and nothing shows an edge");
    }

    private static IEnumerable<Candidate> Ways(ImmutableArray<Column> columns, double[] energy)
    {
        for (int i = 0; i + 1 < columns.Length; i++)
        {
            bool counts = AreCounts(columns[i]) && AreCounts(columns[i + 1]);
            if (counts) yield return Candidate.Transmission(MeasurementMode.Transmission, columns[i], columns[i + 1], energy);
            if (!AreCounts(columns[i])) yield return Candidate.Ready(MeasurementMode.Mu, columns[i], energy);
            if (counts) yield return Candidate.Fluorescence([(columns[i + 1], null)], columns[i], energy, false);
        }

        foreach (Column column in columns) yield return Candidate.Ready(MeasurementMode.Mu, column, energy);
    }

    /// <summary>µ stays within some tens and may be negative; counts are all above zero, and many.</summary>
    private static bool AreCounts(Column column) => column.Values.All(v => v > 0) && column.Values.Average() > 50;
}
