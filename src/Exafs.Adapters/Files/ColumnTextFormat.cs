using System.Text.RegularExpressions;

namespace Exafs.Adapters.Files;

/// <summary>Any text with a table of numbers: energy and µ alone, exports of Athena and ifeffit, XDAC, MRCAT, X11's EDC, beamlines of NSLS-II, SOLEIL, Diamond and others.</summary>
internal sealed partial class ColumnTextFormat : IFileFormat
{
    public string Name => "column text";

    public bool Recognises(TextFile file) => file.Lines.Length > 0;

    public IReadOnlyList<FileScan> Read(TextFile file)
    {
        NumericBlock block = ColumnTable.Find(file, 0, file.Lines.Length);
        string[] header = file.Lines[..block.FirstLine];
        string[] labels = HeaderLabels.Above(file.Lines, block.FirstLine, block.Columns.Length);
        string program = header.Select(ProgramOf).FirstOrDefault(name => name is not null) ?? (block.Columns.Length == 2 ? "two columns" : Name);
        ColumnTable table = ColumnTable.Of(program, file.Name, block, [.. labels.Select(label => program == "MRCAT_XAFS" ? AtMrcat(label) : label)], HeaderFacts.Read(header));
        return [TableScan.Of(table, file.Name)];
    }

    private static string? ProgramOf(string line) => Program().Match(line) is { Success: true } match ? match.Value switch
    {
        "Athena data file" => "Athena",
        var name when name.StartsWith("EDC", StringComparison.Ordinal) => "X11 EDC",
        var name => name,
    } : null;

    /// <summary>The scaler channels of APS 10-ID and 10-BM are wired to the same detectors in every file.</summary>
    private static string AtMrcat(string label) => label switch
    {
        "mcs3" => "mcs3: I0",
        "mcs4" => "mcs4: It",
        "mcs5" => "mcs5: Iref",
        "mcs6" => "mcs6: If",
        _ => label,
    };

    [GeneratedRegex(@"MRCAT_XAFS|XDAC|EDC-\d|Athena data file")]
    private static partial Regex Program();
}
