using System.Collections.Immutable;
using Exafs.Physics.Libraries;
using Exafs.Report.Plot;

namespace Exafs.Lab.Show;

/// <summary>A whole library at a glance: what it covers, and what its curves look like phase by phase.</summary>
internal static class LibrarySheet
{
    private const int TemperatureBin = 100, CurvesPerPhase = 24, HeatRows = 160;

    public static Sheet Of(LibraryView view)
    {
        LibraryManifest manifest = view.Manifest;
        var curves = new Curves(view.K);
        return new(
            $"{manifest.Element} {manifest.Edge} edge: {view.Count} structures of {view.Run.Distinct().Count()} runs",
            $"{manifest.Phases.Length} phases, {manifest.Potentials.Length} potentials, {view.Temperature.Min():F0} to {view.Temperature.Max():F0} K · {curves.Note} · of each phase at most {CurvesPerPhase} curves, blue cold to red hot",
            [
                Counts(view, "Structures by phase", view.Phase, manifest.Phases, LibrarySplits(view), view.Split),
                Temperatures(view),
                Counts(view, "Structures by potential", view.Potential, [.. manifest.Potentials.Select(potential => potential.Name)], Phases(view), view.Phase),
                Scatter(view, "First shell", new("*R*₁ (Å)"), new("σ₁² (Å²)") { Min = 0 }, view.Distance1, view.Sigma21),
                Scatter(view, "Spread of the first shell", new("*T* (K)") { Min = 0 }, new("σ₁² (Å²)") { Min = 0 }, view.Temperature, view.Sigma21),
                Scatter(view, "Neighbours within 3.2 Å", new("density (Å⁻³)"), new("*N*(< 3.2 Å)"), view.Density, view.Within32),
                Heat(view),
                Scatter(view, "Density", new("*T* (K)") { Min = 0 }, new("density (Å⁻³)"), view.Temperature, view.Density),
                .. Enumerable.Range(0, manifest.Phases.Length).Where(phase => view.Phase.Contains(phase)).SelectMany(phase => Gallery(view, curves, phase)),
            ])
        {
            Columns = 3,
            PanelWidth = 430,
            PanelHeight = 300,
        };
    }

    private static string ColourOf(int phase) => Palette.Series[phase % Palette.Series.Length];

    private static (string Name, string Colour)[] Phases(LibraryView view) => [.. view.Manifest.Phases.Select((name, phase) => (name, ColourOf(phase)))];

    private static (string Name, string Colour)[] LibrarySplits(LibraryView view) =>
        [.. Enum.GetValues<LibrarySplit>().Select(split => ($"{split.ToString().ToLowerInvariant()} {view.Split.Count(of => of == (int)split)}", Palette.Series[(int)split]))];

    /// <summary>Lying bars, the first on top, stacked by a second label.</summary>
    private static Panel Counts(LibraryView view, string title, int[] label, ImmutableArray<string> names, (string Name, string Colour)[] parts, int[] part)
    {
        var bottom = new double[names.Length];
        var layers = ImmutableArray.CreateBuilder<Layer>();
        for (var p = 0; p < parts.Length; p++)
        {
            double[] top = [.. bottom.Select((from, n) => from + Enumerable.Range(0, view.Count).Count(i => label[i] == n && part[i] == p))];
            if (top.SequenceEqual(bottom)) continue;
            layers.Add(new BarLayer(parts[p].Name, parts[p].Colour, [.. names.Select((_, n) => (double)(names.Length - 1 - n))], [.. bottom], [.. top], 0.62) { Lying = true });
            bottom = top;
        }

        return new(title, new("structures") { Min = 0 }, new("") { Names = [.. names.Reverse()] }, layers.ToImmutable());
    }

    private static Panel Temperatures(LibraryView view)
    {
        var bins = (int)(view.Temperature.Max() / TemperatureBin) + 1;
        var bottom = new double[bins];
        var layers = ImmutableArray.CreateBuilder<Layer>();
        foreach (var (name, phase) in view.Manifest.Phases.Select((name, phase) => (name, phase)))
        {
            var top = bottom.ToArray();
            foreach (var i in view.Of(view.Phase, phase)) top[Math.Clamp((int)(view.Temperature[i] / TemperatureBin), 0, bins - 1)]++;
            layers.Add(new BarLayer(name, ColourOf(phase), [.. Enumerable.Range(0, bins).Select(b => (b + 0.5) * TemperatureBin)], [.. bottom], [.. top], TemperatureBin * 0.9));
            bottom = top;
        }

        return new("Temperatures", new("*T* (K)") { Min = 0, Max = bins * TemperatureBin }, new("structures") { Min = 0 }, layers.ToImmutable());
    }

    private static Panel Scatter(LibraryView view, string title, Axis x, Axis y, double[] xs, double[] ys) => new(title, x, y,
        [.. view.Manifest.Phases.Select((name, phase) => (Layer)new PointLayer(name, ColourOf(phase), Of(view, xs, phase), Of(view, ys, phase)) { Diameter = 3.4, Opacity = 0.6 })]);

    /// <summary>g of all structures, phase after phase and each from cold to hot, as many together as a row of pixels needs.</summary>
    private static Panel Heat(LibraryView view)
    {
        int[] order = [.. Enumerable.Range(0, view.Manifest.Phases.Length).SelectMany(phase => view.Of(view.Phase, phase))];
        var rows = Math.Min(HeatRows, order.Length);
        var (columns, step) = (view.R.Length, view.R[1] - view.R[0]);
        var values = new double[rows * columns];
        for (var row = 0; row < rows; row++)
        {
            var (from, to) = (row * order.Length / rows, (row + 1) * order.Length / rows);
            for (var i = from; i < to; i++)
                foreach (var (column, value) in view.Neighbours(order[i]).Index()) values[(row * columns) + column] += value / view.R[column] / view.R[column] / (to - from);
        }

        return new("Where the neighbours are, phase by phase, each from cold to hot", Curves.DistanceAxis, new("structure") { Max = order.Length },
            [new HeatLayer("dN/dR / R², from 0 to what 97 % are below", [.. view.R.Select(r => r - (step / 2)), view.R[^1] + (step / 2)], [.. Enumerable.Range(0, rows + 1).Select(row => (double)(row * order.Length / rows))], [.. values], Quantile(values, 0.97))])
        {
            Span = 2,
        };
    }

    private static IEnumerable<Panel> Gallery(LibraryView view, Curves curves, int phase)
    {
        var all = view.Of(view.Phase, phase);
        var shown = Math.Min(CurvesPerPhase, all.Length);
        int[] chosen = [.. Enumerable.Range(0, shown).Select(i => all[i * all.Length / shown])];
        Layer[] Lines(Func<int, string, LineLayer> line) => [.. chosen.Select((structure, i) => line(structure, Palette.Warmth((i + 0.5) / shown)) with { Width = 1, Opacity = 0.65 })];
        var name = view.Manifest.Phases[phase];
        yield return new($"{name}: {all.Length} structures, {view.Temperature[all[0]]:F0} to {view.Temperature[all[^1]]:F0} K", Curves.KAxis, Curves.KSquaredChiAxis, [.. Lines((i, colour) => curves.KSquaredChi(null, colour, view.Chi(i)))]);
        yield return new(name, Curves.RAxis, Curves.ChiRAxis, [.. Lines((i, colour) => curves.ChiR(null, colour, view.Chi(i)))]);
        yield return new(name, Curves.DistanceAxis, Curves.NeighboursAxis, [.. Lines((i, colour) => new(null, colour, view.R, [.. view.Neighbours(i)]))]);
    }

    private static ImmutableArray<double> Of(LibraryView view, double[] values, int phase) => [.. Enumerable.Range(0, view.Count).Where(i => view.Phase[i] == phase).Select(i => values[i])];

    private static double Quantile(double[] values, double part)
    {
        var sorted = values.Order().ToArray();
        return Math.Max(sorted[(int)(part * (sorted.Length - 1))], 1e-9);
    }
}
