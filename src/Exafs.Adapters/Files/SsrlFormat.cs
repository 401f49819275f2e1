using System.Text.RegularExpressions;

namespace Exafs.Adapters.Files;

/// <summary>Text of SSRL's (micro)EXAFS data collector: under "Data:" one label a line, a blank line, then the table.</summary>
internal sealed partial class SsrlFormat : IFileFormat
{
    public string Name => "SSRL";

    public bool Recognises(TextFile file) => FirstLine().IsMatch(file.FirstLine);

    public IReadOnlyList<FileScan> Read(TextFile file)
    {
        int data = Array.FindIndex(file.Lines, line => line.TrimStart().StartsWith("Data:", StringComparison.Ordinal));
        if (data < 0) throw new InvalidDataException($"{file.Name}: an SSRL file without its line \"Data:\"");

        // Weights and offsets above are rows of as many numbers, but of no spectrum.
        NumericBlock block = ColumnTable.Find(file, data + 1, file.Lines.Length);
        string[] labels = [.. file.Lines[(data + 1)..block.FirstLine].Select(line => line.Trim()).Where(line => line.Length > 0)];
        return [TableScan.Of(ColumnTable.Of(Name, file.Name, block, labels, HeaderFacts.Read(file.Lines[..data])), file.Name)];
    }

    [GeneratedRegex(@"^\s*SSRL\s+(-\s+)?(Micro)?EXAFS Data Collector", RegexOptions.IgnoreCase)]
    private static partial Regex FirstLine();
}
