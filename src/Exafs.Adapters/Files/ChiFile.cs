using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Exafs.Physics.Estimates;
using Exafs.Signal;

namespace Exafs.Adapters.Files;

/// <summary>χ(k) as Athena, ifeffit, Larch and others export it: a table of k, χ and whatever else, its weight told by its label.</summary>
public static partial class ChiFile
{
    private const double KStep = 0.05;

    /// <summary>An axis of k, Å⁻¹: no energies begin so low and reach so many times as far, in eV or in keV.</summary>
    private const double LargestBegin = 2.5, LeastEnd = 5, LargestEnd = 45;

    /// <summary>Between points further apart nothing is known of a shell at 6 Å, Å⁻¹.</summary>
    private const double LargestStep = 0.25;

    /// <summary>The χ(k) of a file; null where its table has no axis of k, as that of a µ(E) has none.</summary>
    /// <exception cref="InvalidDataException">The table has an axis of k, and no χ(k) that could be taken; the message says why.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static FileChi? Read(string path) => Read(TextFile.Load(path));

    internal static FileChi? Read(TextFile file)
    {
        if (NumericBlock.Longest(file.Lines, 0, file.Lines.Length) is not { } block)
            return null;
        string[] header = file.Lines[..block.FirstLine];
        string[] labels = ChiLabels.Of(file.Lines, block);
        int axis = Math.Max(0, Array.FindIndex(labels, ChiLabels.IsK));
        double[] k = block.Columns[axis];
        if (!IsAxis(k))
            return null;
        for (int i = 1; i < k.Length; i++)
        {
            if (!(k[i] > k[i - 1]))
                throw new InvalidDataException($"{file.Name}: k does not ascend at {k[i]:g4} Å⁻¹");
            if (k[i] - k[i - 1] > LargestStep && k[i] > LargestBegin)
                throw new InvalidDataException($"{file.Name}: nothing between k = {k[i - 1]:g4} and {k[i]:g4} Å⁻¹; steps of {LargestStep} Å⁻¹ are needed");
        }

        (int column, int weight, string note) = Choose(file.Name, block, labels, axis);
        var chi = new double[k.Length];
        for (int i = 0; i < chi.Length; i++)
        {
            double value = block.Columns[column][i];
            chi[i] = weight == 0 ? value : k[i] > 0 ? value / Math.Pow(k[i], weight) : 0;
            if (!double.IsFinite(chi[i]))
                throw new InvalidDataException($"{file.Name}: χ is no number at k = {k[i]:g4} Å⁻¹");
        }

        var facts = HeaderFacts.Read(header);
        return new(new ChiK(OnGrid(k, chi)) { KStep = KStep, E0 = EdgeEnergy(header) }, facts.Element, facts.Edge, note);
    }

    private static bool IsAxis(double[] k) =>
        k.Length > 2 && k[0] is >= -1e-9 and <= LargestBegin && k[^1] is >= LeastEnd and <= LargestEnd;

    private static (int Column, int Weight, string Note) Choose(string file, NumericBlock block, string[] labels, int axis)
    {
        (int Column, int? Weight)[] named = [.. Enumerable.Range(0, labels.Length).Where(c => c != axis && ChiLabels.IsChi(labels[c])).Select(c => (c, ChiLabels.WeightOf(labels[c])))];
        string k = $"k = {Name(axis)}";
        if (named.Where(c => c.Weight is not null).OrderBy(c => c.Weight).FirstOrDefault() is (var column, { } weight))
            return (column, weight, $"{k}; χ = {Name(column)}{(weight == 0 ? "" : $" / k{(weight == 1 ? "" : $"^{weight}")}")}");
        if (named.Length > 0)
            throw new InvalidDataException($"{file}: {Name(named[0].Column)} may or may not be weighted with k; chi, k*chi, k^2*chi say which");
        if (block.Columns.Length != 2)
            throw new InvalidDataException($"{file}: k, but no χ among {block.Columns.Length} columns ({string.Join(", ", Enumerable.Range(0, block.Columns.Length).Select(Name))})");
        int other = 1 - axis;
        return FallsOff(block.Columns[axis], block.Columns[other])
            ? (other, 0, $"{k}; χ = {Name(other)} (no label tells its weight; it falls off as χ does)")
            : throw new InvalidDataException($"{file}: no label tells whether {Name(other)} is χ(k), and it does not fall off as χ(k) does; chi, k*chi, k^2*chi say which");

        string Name(int c) => $"column {c + 1}{(c < labels.Length && labels[c].Length > 0 ? $" '{labels[c]}'" : "")}";
    }

    // χ of matter is 0.02 to 0.15 around 4 Å⁻¹ (rms) and several times smaller at 10; kχ of a crystal is larger, and k²χ does not fall.
    private static bool FallsOff(double[] k, double[] chi)
    {
        const double LeastRatio = 2, LargestChi = 0.2;
        double end = Math.Min(k[^1], 12), near = Spread(3, 5), far = Spread(end - 2, end);
        return near < LargestChi && near > LeastRatio * far;

        double Spread(double from, double to)
        {
            double[] part = [.. chi.Where((_, i) => k[i] >= from && k[i] <= to)];
            return part.Length == 0 ? double.NaN : Math.Sqrt(part.Sum(x => x * x) / part.Length);
        }
    }

    /// <summary>On k = 0, 0.05, … Å⁻¹; 0 where the file has not yet begun.</summary>
    private static ImmutableArray<double> OnGrid(double[] k, double[] chi)
    {
        int first = (int)Math.Ceiling((k[0] / KStep) - 1e-6), last = (int)Math.Floor((k[^1] / KStep) + 1e-6);
        var result = new double[last + 1];
        Span<double> within = result.AsSpan(first);
        if (chi.Length == within.Length && k.Select((at, i) => Math.Abs(at - ((first + i) * KStep))).Max() < 1e-4)
            chi.CopyTo(within);
        else
            new CubicSplineInterpolation(k, [.. Enumerable.Range(first, within.Length).Select(i => Math.Clamp(i * KStep, k[0], k[^1]))]).Evaluate(chi, within);
        return ImmutableCollectionsMarshal.AsImmutableArray(result);
    }

    private static double? EdgeEnergy(string[] header) => header.Select(line => E0().Match(line)).FirstOrDefault(match => match.Success) is { } found
        ? double.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture)
        : null;

    /// <summary>"Athena.e0: 11562", "Scan.edge_energy: 7112", "e0 = 8982.61".</summary>
    [GeneratedRegex(@"(?:\be0|edge_energy)\s*[:=]\s*(\d{3,6}(?:\.\d*)?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex E0();
}
