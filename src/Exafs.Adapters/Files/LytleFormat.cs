using System.Text.RegularExpressions;

namespace Exafs.Adapters.Files;

/// <summary>The Lytle database: steps of the monochromator's motor, then I0, transmission and fluorescence.</summary>
internal sealed partial class LytleFormat : IFileFormat
{
    public string Name => "Lytle";

    public bool Recognises(TextFile file) => FirstLine().IsMatch(file.FirstLine);

    public IReadOnlyList<FileScan> Read(TextFile file)
    {
        var crystal = new List<double>();
        if (file.Lines.Length < 2 || !NumericRow.TryParse(HeaderLabels.Uncommented(file.Lines[1]), crystal) || crystal.Count < 6 || crystal[5] <= 0)
            throw new InvalidDataException($"{file.Name}: no lattice spacing and steps per degree in the second line");
        (double spacing, double stepsPerDegree) = (crystal[4], crystal[5]);
        NumericBlock block = ColumnTable.Find(file, 2, file.Lines.Length);
        double[] angle = [.. block.Columns[0].Select(steps => steps / stepsPerDegree)];
        var table = new ColumnTable(Name, file.Name,
            [
                new Column(1, "steps", angle, ColumnRole.Angle, 0) { Correction = FormattableString.Invariant($" / {stepsPerDegree}") },
                .. block.Columns.Skip(1).Select((values, c) => Column.Labelled(c + 2, c switch { 0 => "I0", 1 => "It", 2 => "If", _ => "" }, values)),
            ],
            HeaderFacts.Read(file.Lines[..block.FirstLine]) with { DSpacing = spacing }, block.Dropped);
        return [TableScan.Of(table, file.Name)];
    }

    [GeneratedRegex(@"^[#\s]*NPTS\s+NS\s+CUEDGE")]
    private static partial Regex FirstLine();
}
