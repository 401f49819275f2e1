using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Exafs.Adapters.Files;

/// <summary>"9809" of the Photon Factory, SPring-8, SAGA and Aichi: Bragg angles asked and observed, then counters, each with a mode and an offset.</summary>
internal sealed partial class KekPfFormat : IFileFormat
{
    public string Name => "9809";

    public bool Recognises(TextFile file) => FirstLine().IsMatch(file.FirstLine);

    public IReadOnlyList<FileScan> Read(TextFile file)
    {
        int modes = Array.FindIndex(file.Lines, line => line.TrimStart().StartsWith("Mode", StringComparison.OrdinalIgnoreCase));
        if (modes < 0) throw new InvalidDataException($"{file.Name}: a 9809 file without its line of modes");
        NumericBlock block = ColumnTable.Find(file, modes, file.Lines.Length);
        string[] header = file.Lines[..block.FirstLine];
        double[] mode = After("Mode", header), offset = After("Offset", header);
        HeaderFacts facts = HeaderFacts.Read(header) with { DSpacing = Spacing(header) };
        if (facts.DSpacing is null) throw new InvalidDataException($"{file.Name}: no lattice spacing D of the monochromator");

        // The words Mode and Offset stand over the first column; so value i belongs to column i + 1.
        ImmutableArray<Column> columns = [.. block.Columns.Select((values, c) => c switch
        {
            0 => new Column(1, "Angle(c)", values, ColumnRole.Other, 0),
            1 => new Column(2, "Angle(o)", values, ColumnRole.Angle, 0),
            2 => new Column(3, "time/s", values, ColumnRole.Other, 0),
            _ => Counter(c, values, c <= mode.Length ? mode[c - 1] : 0, c <= offset.Length ? offset[c - 1] : 0),
        })];
        return [TableScan.Of(new ColumnTable(Name, file.Name, columns, facts, block.Dropped), file.Name)];
    }

    private static Column Counter(int index, double[] values, double mode, double offset) => new(
        index + 1,
        mode switch { 1 => "I0", 2 => "I", 3 => "If", _ => "" },
        offset == 0 ? values : [.. values.Select(v => v - offset)],
        mode switch { 1 => ColumnRole.I0, 2 => ColumnRole.ITrans, 3 => ColumnRole.IFluor, _ => ColumnRole.Other },
        0)
    {
        Correction = offset == 0 ? "" : FormattableString.Invariant($" − {offset}"),
    };

    private static double[] After(string word, string[] header)
    {
        var values = new List<double>();
        string? line = header.LastOrDefault(text => text.TrimStart().StartsWith(word, StringComparison.OrdinalIgnoreCase));
        return line is not null && NumericRow.TryParse(line.TrimStart()[word.Length..], values) ? [.. values] : [];
    }

    private static double? Spacing(string[] header) => header.Select(line => SpacingField().Match(line)).FirstOrDefault(match => match.Success) is { } found
        ? double.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"^\s*9809\b")]
    private static partial Regex FirstLine();

    [GeneratedRegex(@"\bD\s*=\s*(\d+\.\d+)\s*A")]
    private static partial Regex SpacingField();
}
