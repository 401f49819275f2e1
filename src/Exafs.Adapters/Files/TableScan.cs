using System.Collections.Immutable;
using Exafs.Signal;

namespace Exafs.Adapters.Files;

/// <summary>From a table to a scan: finds the energies, chooses the channels, drops the rows that give no µ.</summary>
internal static class TableScan
{
    /// <exception cref="InvalidDataException">The table has no energies, or no row gives a µ.</exception>
    public static FileScan Of(ColumnTable table, string file)
    {
        EnergyAxis axis = EnergyAxis.Find(table) ?? throw new InvalidDataException($"{file}: no energy axis: {Describe(table)}");
        (Candidate? chosen, string reason) = ChannelChoice.Of(table, axis);
        if (chosen is null) (chosen, reason) = UnlabelledChoice.Of(table, axis);
        if (chosen is null) throw new InvalidDataException($"{file}: energies but no µ and no counts: {Describe(table)}");

        int[] rows = [.. Enumerable.Range(0, axis.Values.Length).Where(i => double.IsFinite(axis.Values[i]) && axis.Values[i] > 0 && double.IsFinite(chosen.Mu[i]))];
        if (rows.Length == 0) throw new InvalidDataException($"{file}: of {axis.Values.Length} rows none gives a finite {chosen.Formula}");

        ImmutableArray<double> energy = Take(axis.Values, rows);
        Scan scan = WithChannels(table, chosen, rows, new Scan
        {
            RunId = file,
            ScanId = table.Label,
            Element = table.Facts.Element,
            Edge = table.Facts.Edge,
            Energy = energy,
            Direction = energy[^1] > energy[0] ? ScanDirection.Up : energy[^1] < energy[0] ? ScanDirection.Down : ScanDirection.Unknown,
            StartTime = table.Facts.StartTime,
            EndTime = table.Facts.EndTime,
            SampleTemperature = table.Facts.Temperature,
        });
        MeasurementMode mode = chosen.Mode;
        if (!AreCounts(scan, mode))
        {
            scan = scan with { Mu = Take(chosen.Mu, rows) };
            mode = MeasurementMode.Mu;
        }

        return new FileScan(scan, table.Label, mode, Note(table, axis, chosen, reason, axis.Values.Length - rows.Length), table.Format);
    }

    private static Scan WithChannels(ColumnTable table, Candidate chosen, int[] rows, Scan scan)
    {
        Column? i0 = chosen.Mode != MeasurementMode.Reference ? chosen.I0 : null;
        i0 ??= ChannelChoice.Best(table, ColumnRole.I0);
        Column? itrans = chosen.Mode == MeasurementMode.Reference ? chosen.I0 : chosen.ITrans;
        itrans ??= ChannelChoice.Best(table, ColumnRole.ITrans);
        Column? irefer = chosen.Mode == MeasurementMode.Reference ? chosen.ITrans : ChannelChoice.Best(table, ColumnRole.IRefer);
        Column? muReference = ChannelChoice.Best(table, ColumnRole.MuReference);

        // Amplifiers that invert: a current below zero throughout is the same current with its sign turned.
        bool inverted = i0 is not null && rows.All(r => i0.Values[r] < 0);
        return scan with
        {
            I0 = Counts(i0),
            ITrans = Counts(itrans),
            IRefer = Counts(irefer),
            IFluor = [.. chosen.IFluor.Select((c, i) => new Channel($"{i + 1} {c.Counts.Label}".Trim(), "counts",
                Turned([.. rows.Select(r => c.Counts.Values[r] * (c.Factor?.Values[r] ?? 1))])))],
            Mu = chosen.Mode == MeasurementMode.Mu ? Take(chosen.Mu, rows) : [],
            MuReference = muReference is null ? [] : Take(muReference.Values, rows),
        };

        ImmutableArray<double> Counts(Column? column) => column is null ? [] : Turned(Take(column.Values, rows));

        ImmutableArray<double> Turned(ImmutableArray<double> values) => inverted ? [.. values.Select(v => -v)] : values;
    }

    /// <summary>Whether the channels of the mode can be taken as counts. After offsets were taken off, or below a detector's noise, they may not be.</summary>
    private static bool AreCounts(Scan scan, MeasurementMode mode) => mode switch
    {
        MeasurementMode.Transmission => scan.I0.All(v => v > 0) && scan.ITrans.All(v => v > 0),
        MeasurementMode.Fluorescence => scan.I0.All(v => v > 0) && scan.IFluor.All(c => c.Values.All(v => v >= 0)),
        MeasurementMode.Reference => !scan.MuReference.IsEmpty || (scan.ITrans.All(v => v > 0) && scan.IRefer.All(v => v > 0)),
        _ => true,
    };

    private static string Note(ColumnTable table, EnergyAxis axis, Candidate chosen, string reason, int withoutMu)
    {
        var parts = new List<string> { axis.Text, chosen.Formula + (reason.Length > 0 ? $" ({reason})" : "") };
        if (table.DroppedRows > 0) parts.Add($"{table.DroppedRows} malformed {(table.DroppedRows == 1 ? "row" : "rows")} dropped");
        if (withoutMu > 0) parts.Add($"{withoutMu} {(withoutMu == 1 ? "row" : "rows")} without energy or µ dropped");
        parts.AddRange(table.Remarks);
        return string.Join("; ", parts);
    }

    private static string Describe(ColumnTable table) =>
        $"{table.Columns.Length} columns ({string.Join(", ", table.Columns.Take(12).Select(c => c.Label.Length > 0 ? $"'{c.Label}'" : "unlabelled"))}), {table.Columns[0].Values.Length} rows";

    private static ImmutableArray<double> Take(double[] values, int[] rows) => [.. rows.Select(r => values[r])];
}
