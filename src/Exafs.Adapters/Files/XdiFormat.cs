using System.Text.RegularExpressions;

namespace Exafs.Adapters.Files;

/// <summary>XAFS Data Interchange, 1.0, 1.1 and what went before them.</summary>
internal sealed partial class XdiFormat : IFileFormat
{
    public string Name => "XDI";

    public bool Recognises(TextFile file) => FirstLine().IsMatch(file.FirstLine);

    public IReadOnlyList<FileScan> Read(TextFile file)
    {
        NumericBlock block = ColumnTable.Find(file, 0, file.Lines.Length);
        string[] header = file.Lines[..block.FirstLine];
        int width = block.Columns.Length;
        string[] labels = [.. Enumerable.Repeat("", width)];
        foreach (Match match in header.Select(line => ColumnField().Match(line)).Where(match => match.Success))
            if (int.TryParse(match.Groups[1].Value, out int number) && number >= 1 && number <= width) labels[number - 1] = NameOf(match.Groups[2].Value);
        if (labels.All(label => label.Length == 0)) labels = HeaderLabels.Above(file.Lines, block.FirstLine, width);
        return [TableScan.Of(ColumnTable.Of(Name, file.Name, block, labels, HeaderFacts.Read(header)), file.Name)];
    }

    /// <summary>The first word is the name, the next its unit, and what stands behind bars the channel of the control system.</summary>
    private static string NameOf(string value)
    {
        string name = value.Split("||")[0].Trim();
        int blank = name.LastIndexOf(' ');
        return blank > 0 && Unit().IsMatch(name[(blank + 1)..]) ? name[..blank].Trim() : name;
    }

    [GeneratedRegex(@"^\s*#?\s*XDI/\d")]
    private static partial Regex FirstLine();

    [GeneratedRegex(@"^\s*#\s*Column\.(\d+)\s*:\s*(.+)$", RegexOptions.IgnoreCase)]
    private static partial Regex ColumnField();

    [GeneratedRegex("^(e?v|kev|counts?|deg|degrees?|rad|radians?|s|sec|seconds?|cps|hz|a|ampere|volts?)$", RegexOptions.IgnoreCase)]
    private static partial Regex Unit();
}
