using System.Text.RegularExpressions;

namespace Exafs.Adapters.Files;

/// <summary>Files of SPEC and its kin (ESRF, CHESS, APS): scans begin at #S, #L labels the columns.</summary>
internal sealed partial class SpecFormat : IFileFormat
{
    /// <summary>Fewer are an alignment, or a scan given up.</summary>
    private const int FewestPoints = 8;

    public string Name => "SPEC";

    public bool Recognises(TextFile file) => file.Lines.Any(line => ScanLine().IsMatch(line));

    public IReadOnlyList<FileScan> Read(TextFile file)
    {
        int[] starts = [.. Enumerable.Range(0, file.Lines.Length).Where(i => ScanLine().IsMatch(file.Lines[i]))];
        string[] common = file.Lines[..starts[0]];
        var scans = new List<FileScan>();
        InvalidDataException? first = null;
        for (int s = 0; s < starts.Length; s++)
        {
            int end = s + 1 < starts.Length ? starts[s + 1] : file.Lines.Length;
            try
            {
                scans.Add(Read(file, common, starts[s], end));
            }
            catch (InvalidDataException error)
            {
                // Alignments and aborted scans stand between the spectra.
                first ??= error;
            }
        }

        return scans.Count > 0 ? scans : throw first ?? new InvalidDataException($"{file.Name}: no scans");
    }

    private FileScan Read(TextFile file, string[] common, int start, int end)
    {
        NumericBlock block = ColumnTable.Find(file, start, end);
        if (block.Rows < FewestPoints) throw new InvalidDataException($"{file.Name}: scan {ScanLine().Match(file.Lines[start]).Groups[1].Value}: {block.Rows} points");
        string[] header = [.. common, .. file.Lines[start..block.FirstLine]];
        string line = header.LastOrDefault(text => text.StartsWith("#L", StringComparison.Ordinal)) ?? "";
        string[] labels = HeaderLabels.Split(HeaderLabels.Uncommented(line), block.Columns.Length)
            ?? HeaderLabels.Above(file.Lines[start..end], block.FirstLine - start, block.Columns.Length);
        string label = ScanLine().Match(file.Lines[start]).Groups[1].Value.Trim();
        return TableScan.Of(ColumnTable.Of(Name, label, block, labels, HeaderFacts.Read(header)), file.Name);
    }

    [GeneratedRegex(@"^#S\s+(\d+.*)$")]
    private static partial Regex ScanLine();
}
