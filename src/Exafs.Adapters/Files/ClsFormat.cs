using System.Text.RegularExpressions;

namespace Exafs.Adapters.Files;

/// <summary>Acquisition of the Canadian Light Source: rows of events, their columns named twice, by control channel and by macro.</summary>
internal sealed partial class ClsFormat : IFileFormat
{
    public string Name => "CLS";

    public bool Recognises(TextFile file) => file.FirstLine.Contains("CLS Data Acquisition", StringComparison.Ordinal);

    public IReadOnlyList<FileScan> Read(TextFile file)
    {
        NumericBlock block = ColumnTable.Find(file, 0, file.Lines.Length);
        string[] header = file.Lines[..block.FirstLine];
        string[][] namings = [.. header.Where(line => FirstEvent().IsMatch(line)).Select(Words).Where(words => words.Length == block.Columns.Length)];
        string[] labels = namings.Length == 0
            ? HeaderLabels.Above(file.Lines, block.FirstLine, block.Columns.Length)
            : [.. namings[^1].Select((name, c) => Label(name, namings[0][c]))];
        return [TableScan.Of(ColumnTable.Of(Name, file.Name, block, labels, HeaderFacts.Read(header)), file.Name)];
    }

    /// <summary>A macro that was never filled in says nothing; then the channel does, and the scaler's are wired to the ion chambers in order.</summary>
    private static string Label(string name, string channel)
    {
        if (!name.StartsWith("$(", StringComparison.Ordinal)) return name;
        string wired = Scaler().Match(channel).Groups[1].Value switch
        {
            "04" => ": I0",
            "05" => ": I1",
            "06" => ": I2",
            _ => "",
        };
        return channel + wired;
    }

    private static string[] Words(string line) =>
        [.. Word().Matches(FirstEvent().Replace(line, "")).Select(match => match.Value.Trim('"'))];

    [GeneratedRegex(@"^#\(1\)\s*")]
    private static partial Regex FirstEvent();

    [GeneratedRegex("\"[^\"]*\"|\\S+")]
    private static partial Regex Word();

    [GeneratedRegex(@":mcs(\d\d):fbk")]
    private static partial Regex Scaler();
}
