using System.Collections.Immutable;
using System.Globalization;

namespace Exafs.Lab.Programs;

/// <summary>What the log of LAMMPS says of its last run: temperatures, K, pressures, bar; and whether LAMMPS came to its end.</summary>
public sealed record LammpsLog(ImmutableArray<double> Kelvin, ImmutableArray<double> Bar, bool Finished)
{
    /// <summary>Reads a log of any length; one without thermodynamic output has empty columns.</summary>
    public static LammpsLog Parse(string text)
    {
        var columns = ImmutableArray<string>.Empty;
        var kelvin = ImmutableArray.CreateBuilder<double>();
        var bar = ImmutableArray.CreateBuilder<double>();
        var finished = false;
        foreach (var line in text.Split('\n'))
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (words.Length > 1 && words[0] == "Step")
            {
                columns = [.. words];
                kelvin.Clear();
                bar.Clear();
            }
            else if (line.StartsWith("Loop time", StringComparison.Ordinal))
            {
                columns = [];
            }
            else if (columns.Length > 0 && words.Length == columns.Length && long.TryParse(words[0], out _))
            {
                kelvin.Add(Value(words, columns.IndexOf("Temp")));
                bar.Add(Value(words, columns.IndexOf("Press")));
            }

            finished |= line.StartsWith("Total wall time", StringComparison.Ordinal);
        }

        return new(kelvin.ToImmutable(), bar.ToImmutable(), finished);
    }

    // LAMMPS writes "nan" and "-nan" where dynamics explode.
    private static double Value(string[] words, int column) =>
        column >= 0 && double.TryParse(words[column], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN;
}
