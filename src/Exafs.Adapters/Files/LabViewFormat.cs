using System.Text.RegularExpressions;

namespace Exafs.Adapters.Files;

/// <summary>The LabVIEW control panel of APS 9-BM, 20-BM and 20-ID.</summary>
internal sealed partial class LabViewFormat : IFileFormat
{
    private const int FieldWidth = 21;

    public string Name => "LabVIEW 1-D scan";

    public bool Recognises(TextFile file) => file.FirstLine.Contains("1-D Scan File created", StringComparison.Ordinal);

    public IReadOnlyList<FileScan> Read(TextFile file)
    {
        NumericBlock block = ColumnTable.Find(file, 0, file.Lines.Length);
        string[] header = file.Lines[..block.FirstLine];
        string[] labels = Listed(header, block.Columns.Length) ?? Fields(header, block.Columns.Length)
            ?? HeaderLabels.Above(file.Lines, block.FirstLine, block.Columns.Length);
        return [TableScan.Of(ColumnTable.Of(Name, file.Name, block, labels, HeaderFacts.Read(header)), file.Name)];
    }

    /// <summary>The "readable list of column headings": 1) Mono Energy  11) It.</summary>
    private static string[]? Listed(string[] header, int width)
    {
        var names = new SortedDictionary<int, string>();
        foreach (string line in header.SkipWhile(line => !line.Contains("readable list", StringComparison.Ordinal)))
            foreach (Match match in Item().Matches(line)) names[int.Parse(match.Groups[1].Value)] = match.Groups[2].Value.Trim();
        return names.Count == width && names.Keys.Last() == width ? [.. names.Values] : null;
    }

    /// <summary>The last line of the header: fields of a fixed width, full ones without a blank between them.</summary>
    private static string[]? Fields(string[] header, int width)
    {
        string line = header.LastOrDefault()?.TrimStart('#') ?? "";
        line = line.TrimEnd();
        if ((line.Length + FieldWidth - 1) / FieldWidth != width) return null;
        return [.. Enumerable.Range(0, width).Select(c => line[(c * FieldWidth)..Math.Min(line.Length, (c + 1) * FieldWidth)].Trim())];
    }

    [GeneratedRegex(@"(?<=[#\s])(\d+)\)\s+(.*?)(?=\s+\d+\)\s|$)")]
    private static partial Regex Item();
}
