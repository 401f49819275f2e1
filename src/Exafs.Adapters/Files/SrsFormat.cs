namespace Exafs.Adapters.Files;

/// <summary>Daresbury's SRS and ESRF's DUBBLE: six numbers a point, and a multi-element detector's on further lines, four each.</summary>
internal sealed class SrsFormat : IFileFormat
{
    private const int ScalarsPerPoint = 6;

    /// <summary>Si(111), which the header does not name.</summary>
    private const double Spacing = 3.13543;

    public string Name => "SRS";

    public bool Recognises(TextFile file) => file.FirstLine.Contains("&SRS", StringComparison.Ordinal);

    public IReadOnlyList<FileScan> Read(TextFile file)
    {
        int end = Array.FindIndex(file.Lines, line => line.TrimStart().StartsWith("&END", StringComparison.OrdinalIgnoreCase));
        if (end < 0) throw new InvalidDataException($"{file.Name}: an SRS file without &END");
        List<double[]> points = Points(file.Lines[(end + 1)..]);
        if (points.Count == 0) throw new InvalidDataException($"{file.Name}: no rows of {ScalarsPerPoint} numbers");
        int width = points.GroupBy(point => point.Length).MaxBy(group => group.Count())!.Key;
        double[][] rows = [.. points.Where(point => point.Length == width)];
        double[][] columns = [.. Enumerable.Range(0, width).Select(c => rows.Select(row => row[c]).ToArray())];

        // The angle falls, in millidegrees, while the energy rises; a file of energies rises itself.
        bool angle = columns[0][^1] < columns[0][0];
        string[] labels = [angle ? "angle" : "energy", "time", "i0", "it", "if", "im", .. Enumerable.Range(1, width - ScalarsPerPoint).Select(i => $"ge{i}")];
        HeaderFacts facts = HeaderFacts.Read(file.Lines[..end]) with { DSpacing = Spacing };
        return [TableScan.Of(ColumnTable.Of(Name, file.Name, new NumericBlock(end + 1, columns, points.Count - rows.Length), labels, facts), file.Name)];
    }

    private static List<double[]> Points(string[] lines)
    {
        var points = new List<double[]>();
        var point = new List<double>();
        var row = new List<double>();
        foreach (string line in lines)
        {
            if (!NumericRow.TryParse(line, row)) continue;
            if (row.Count == ScalarsPerPoint && point.Count > 0)
            {
                points.Add([.. point]);
                point.Clear();
            }

            if (row.Count == ScalarsPerPoint || point.Count > 0) point.AddRange(row);
        }

        if (point.Count > 0) points.Add([.. point]);
        return points;
    }
}
