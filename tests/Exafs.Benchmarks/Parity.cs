using System.Globalization;
using Exafs.Tests.Reference;

namespace Exafs.Benchmarks;

/// <summary>The table of deviations from Larch over the corpus: per spectrum, and the largest and median of each column.</summary>
internal static class Parity
{
    private static readonly (string Title, Func<LarchComparison, double?> Value)[] Columns =
    [
        ("E0, eV", c => c.E0),
        ("edge step", c => c.EdgeStep),
        ("norm", c => c.Norm),
        ("flat", c => c.Flat),
        ("χ no clamp", c => c.ChiNoClamp),
        ("χ exact", c => c.ChiExact),
        ("χ Larch", c => c.ChiLarch),
        ("δχ", c => c.DeltaChi),
        ("χ(R)", c => c.ChiR),
        ("χ(q)", c => c.ChiQ),
    ];

    public static void Print(TextWriter output)
    {
        foreach (var version in new[] { LarchCorpus.Larch2026, LarchCorpus.Larch0958 })
        {
            var all = LarchCorpus.Spectra.Select(spectrum => LarchComparison.Of(spectrum, version)).ToArray();
            output.WriteLine($"\n{version.Replace('_', ' ')}, {all.Length} spectra\n");
            output.WriteLine("| spectrum | " + string.Join(" | ", Columns.Select(c => c.Title)) + " |");
            output.WriteLine("|---" + string.Concat(Enumerable.Repeat("|---:", Columns.Length)) + "|");
            foreach (var c in all)
                Row(c.Id, Columns.Select(column => column.Value(c)));
            Row("**largest**", Columns.Select(column => all.Max(column.Value)));
            Row("**median**", Columns.Select(column => Median(all.Select(column.Value))));
        }

        void Row(string name, IEnumerable<double?> values) => output.WriteLine(
            $"| {name} | " + string.Join(" | ", values.Select(v => v is { } number ? number == 0 ? "0" : number.ToString("0.0e+0", CultureInfo.InvariantCulture) : "")) + " |");
    }

    private static double? Median(IEnumerable<double?> values)
    {
        var sorted = values.OfType<double>().Order().ToArray();
        return sorted.Length == 0 ? null : sorted[sorted.Length / 2];
    }
}
