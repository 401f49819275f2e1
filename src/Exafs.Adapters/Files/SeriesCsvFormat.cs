using System.Collections.Immutable;
using System.Globalization;
using Exafs.Signal;

namespace Exafs.Adapters.Files;

/// <summary>A series of a dispersive beamline in one table: the energies in the first line, behind the name of what changes; then a spectrum a line.</summary>
internal sealed class SeriesCsvFormat : IFileFormat
{
    private const int FewestEnergies = 20;

    private static readonly char[] Separators = [',', ';', '\t'];

    public string Name => "dispersive series";

    public bool Recognises(TextFile file) => Energies(file) is not null;

    public IReadOnlyList<FileScan> Read(TextFile file)
    {
        (string parameter, double[] grid) = Energies(file)!.Value;
        var scans = new List<FileScan>();
        var row = new List<double>();
        int dropped = 0;
        foreach (string line in file.Lines.Skip(1).Where(line => !string.IsNullOrWhiteSpace(line)))
        {
            if (!NumericRow.TryParse(line, row) || row.Count != grid.Length + 1)
            {
                dropped++;
                continue;
            }

            int[] points = [.. Enumerable.Range(0, grid.Length).Where(i => double.IsFinite(row[i + 1]))];
            if (points.Length == 0) continue;
            string label = FormattableString.Invariant($"{parameter} {row[0]}");
            var scan = new Scan
            {
                RunId = file.Name,
                ScanId = label,
                Energy = [.. points.Select(i => grid[i])],
                Mu = [.. points.Select(i => row[i + 1])],
                Channels = [new Channel(parameter, "", [row[0]])],
            };
            scans.Add(new FileScan(scan, label, MeasurementMode.Mu, $"energy = first line; µ = line of {label}", Name));
        }

        if (scans.Count == 0) throw new InvalidDataException($"{file.Name}: {grid.Length} energies in the first line, and {dropped} lines, none of which has a value for each");
        return dropped == 0 ? scans : [.. scans.Select(scan => scan with { ColumnsNote = $"{scan.ColumnsNote}; {dropped} malformed lines dropped" })];
    }

    private static (string Parameter, double[] Energies)? Energies(TextFile file)
    {
        string[] words = file.FirstLine.TrimStart('#', ' ').Split(Separators);
        if (words.Length <= FewestEnergies || double.TryParse(words[0], CultureInfo.InvariantCulture, out _)) return null;
        ImmutableArray<double> energies = [.. words.Skip(1).Select(word => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double energy) ? energy : double.NaN)];
        if (!energies.All(energy => energy > 0)) return null;
        double unit = energies.All(EnergyAxis.IsKeV) ? 1000 : 1;
        return (words[0].Trim(), [.. energies.Select(energy => energy * unit)]);
    }
}
