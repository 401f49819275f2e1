using System.Text.RegularExpressions;

namespace Exafs.Adapters.Files;

/// <summary>Epics scans of APS 13-BM and 13-ID ("escan"): positioners P1…, detectors D1…, each with its name and channel.</summary>
internal sealed partial class EscanFormat : IFileFormat
{
    public string Name => "Epics scan";

    public bool Recognises(TextFile file) => file.Lines.Take(300).Any(line => Definition().IsMatch(line));

    public IReadOnlyList<FileScan> Read(TextFile file)
    {
        NumericBlock block = ColumnTable.Find(file, 0, file.Lines.Length);
        string[] header = file.Lines[..block.FirstLine];
        Dictionary<string, string> names = [];
        foreach (Match match in header.Select(line => Definition().Match(line)).Where(match => match.Success))
            names[match.Groups[1].Value] = match.Groups[2].Value;

        // The last line names the columns by their short names; without it they stand in the order of the definitions.
        string[] columns = HeaderLabels.Uncommented(header.LastOrDefault(line => line.Contains("P1 ", StringComparison.Ordinal) && !line.Contains('{')) ?? "")
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (columns.Length != block.Columns.Length) columns = [.. names.Keys];
        string[] labels = [.. columns.Select(column => names.GetValueOrDefault(column, column))];
        return [TableScan.Of(ColumnTable.Of(Name, file.Name, block, labels, HeaderFacts.Read(header)), file.Name)];
    }

    [GeneratedRegex(@"^[;#]\s*([PD]\d+)\s*=\s*\{(.*?)\}\s*-->")]
    private static partial Regex Definition();
}
