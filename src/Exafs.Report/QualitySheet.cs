using System.Collections.Immutable;
using Exafs.Physics.Estimates;
using Exafs.Report.Plot;

namespace Exafs.Report;

/// <summary>How good the data were, scan by scan.</summary>
internal static class QualitySheet
{
    private const int LargestPoints = 1500;

    public static Sheet Of(ReportRun run) => PageSheet.Pairs("quality", 240, [.. Panels(run).Where(panel => !panel.Layers.IsEmpty)]);

    private static IEnumerable<Panel> Panels(ReportRun run)
    {
        var reasons = run.Scans.Where(scan => !scan.IsAnalyzed).GroupBy(scan => scan.Stored.Reason ?? "?").OrderBy(group => group.Count()).ThenByDescending(group => group.Key, StringComparer.Ordinal).ToArray();
        if (reasons.Length > 0)
        {
            ImmutableArray<double> places = [.. reasons.Select((_, i) => (double)i)];
            yield return new("Rejected scans by reason", new("scans") { Min = 0 }, new("") { Names = [.. reasons.Select(group => $"{group.Key.Replace('*', '∗')} ({group.Count()})")] },
                [new BarLayer(null, Palette.Series[1], places, [.. places.Select(_ => 0.0)], [.. reasons.Select(group => (double)group.Count())], 0.6) { Lying = true }]);
        }

        yield return Panel(run, "Noise of χ(*k*)", "*ε*(*k*)", scan => scan.Stored.EpsilonK, zero: true);
        yield return Panel(run, "Unlikeness to the training set", "score; above 0.5 not trusted", scan => scan.Outcome?.Estimate?.OodScore, zero: true);
        yield return Panel(run, "Agreement of structure and spectrum", "*R*-factor", scan => scan.Outcome?.Estimate?.ConsistencyRFactor, zero: true);
        double[] energies = [.. run.Scans.Select(scan => scan.Stored.E0 ?? double.NaN).Where(double.IsFinite).Order()];
        if (energies.Length > 0)
        {
            // Of so large numbers the difference is what is seen.
            var middle = Math.Round(energies[energies.Length / 2], 1);
            yield return Panel(run, $"Edge energy, about {Words.Fixed(middle, 1)} eV", "Δ*E*₀ (eV)", scan => scan.Stored.E0 - middle, zero: false);
        }

        yield return Panel(run, "Edge step", "in units of µ", scan => scan.Stored.EdgeStep, zero: false);
        yield return Panel(run, "Shift of the reference foil", "Δ*E* (eV)", scan => scan.Stored.EnergyShift, zero: false);
    }

    private static Panel Panel(ReportRun run, string title, string label, Func<ReportScan, double?> number, bool zero)
    {
        var every = (run.Scans.Length + LargestPoints - 1) / LargestPoints;
        var known = run.Scans.Where((scan, i) => i % Math.Max(1, every) == 0 && number(scan) is { } value && double.IsFinite(value)).ToArray();
        var (low, high) = Trend.Limits(known.Select(scan => new Uncertain(number(scan)!.Value, 0)));
        return new(title, new("scan"), new(label) { Min = zero ? 0 : low, Max = high }, known.Length == 0 ? [] :
        [
            new PointLayer(null, Palette.Series[0], [.. known.Select(scan => (double)scan.Number)], [.. known.Select(scan => number(scan)!.Value)]) { Diameter = 2.4, Opacity = 0.75 },
        ]);
    }
}
