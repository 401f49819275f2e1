using System.Collections.Immutable;
using Exafs.Pipeline.Changes;
using Exafs.Report.Plot;

namespace Exafs.Report;

/// <summary>What was found against temperature, heating and cooling apart.</summary>
internal static class TemperatureSheets
{
    private static readonly (double, double) s_fraction = (-0.05, 1.05);

    /// <summary>Structures; of a run without them what χ(R) shows by itself.</summary>
    public static Sheet Trends(ReportRun run)
    {
        var trend = new Trend(run);
        ImmutableArray<Panel> own =
        [
            trend.Panel("Height of the first peak of |χ(*R*)|", "|χ(*R*)|", scan => scan.FirstPeak().Height),
            trend.Panel("Its place, not corrected for phase", "*R* (Å)", scan => new(scan.FirstPeak().Place, double.NaN)),
        ];
        return PageSheet.Pairs("trend", 300, run.HasStructures ?
        [
            .. run.HasRamp ? run.Legs.GroupBy(leg => leg.Branch).Select(legs => Phases(run, trend, legs)) : [],
            trend.Panel("Neighbours within 3.2 Å", "*N*", scan => scan.Of(found => found.Within32)),
            trend.Panel("Coordination number of the first shell", "*N*₁", scan => scan.OfFirstShell(shell => shell.CoordinationNumber)),
            trend.Panel("Distance of the first shell", "*R*₁ (Å)", scan => scan.OfFirstShell(shell => shell.Distance)),
            trend.Panel("Its mean-square disorder", "*σ*²₁ (Å²)", scan => scan.OfFirstShell(shell => shell.Sigma2)),
            trend.Panel("Density", "atoms per Å³", scan => scan.Of(found => found.Density)),
            own[0],
        ]
        : own);
    }

    /// <summary>Of the phase that grows most, where the run goes both ways.</summary>
    public static Sheet? Hysteresis(ReportRun run)
    {
        if (run.Legs.Select(leg => leg.Branch).Distinct().Count(branch => branch != Branch.Constant) < 2 || LargestGrowing(run) is not { } phase) return null;
        var trend = new Trend(run);
        var fits = run.Structural.Where(change => change.Transition is not null).ToArray();
        return PageSheet.Wide("hysteresis", 380,
        [
            new($"Fraction of {phase.Replace('*', '∗')}", Around(trend.X, fits), new("fraction") { Min = s_fraction.Item1, Max = s_fraction.Item2 },
            [
                .. trend.Both(scan => scan.Fraction(phase)),
                .. fits.Select(change => Fitted(change, phase)),
                .. fits.GroupBy(change => change.Branch).Select(group => new MarkLayer(null, Marks.ColourOf(group.Key), [.. group.Select(Critical)], [])),
            ]),
        ]);
    }

    /// <summary>The phase whose fraction rises most from the first tenth of the run to its largest; null where none does.</summary>
    public static string? LargestGrowing(ReportRun run)
    {
        var begin = Math.Max(1, run.Scans.Length / 10);
        return run.Phases.Select(phase => (phase, Rise: Growth(phase))).Where(pair => pair.Rise > 0.1).OrderByDescending(pair => pair.Rise).Select(pair => pair.phase).FirstOrDefault();

        double Growth(string phase)
        {
            double[] start = Known(run.Scans[..begin]), all = Known(run.Scans);
            return all.Length == 0 ? 0 : all[(int)(0.95 * (all.Length - 1))] - (start.Length == 0 ? 0 : start[start.Length / 2]);
            double[] Known(ImmutableArray<ReportScan> scans) => [.. scans.Where(scan => scan.IsTrusted).Select(scan => scan.Fraction(phase).Value).Where(double.IsFinite).Order()];
        }
    }

    // As much on either side as shows the loop and where it closes.
    private static Axis Around(Axis axis, ChangeEvent[] fits)
    {
        if (fits.Length == 0) return axis;
        var margin = Math.Max(60, 3 * fits.Max(change => change.Transition!.WidthKelvin.Value));
        return axis with { Min = Math.Floor((fits.Min(Critical) - margin) / 20) * 20, Max = Math.Ceiling((fits.Max(Critical) + margin) / 20) * 20, Ticks = 10 };
    }

    private static double Critical(ChangeEvent change) => change.Transition!.TemperatureKelvin.Value;

    // The transformed fraction as it was fitted: rising along the branch where the phase grows, falling where it goes.
    private static LineLayer Fitted(ChangeEvent change, string phase)
    {
        var (centre, width) = (Critical(change), change.Transition!.WidthKelvin.Value / 4.39);
        ImmutableArray<double> x = [.. Enumerable.Range(-60, 121).Select(i => centre + (i * width / 10))];
        var rising = change.Cause == phase == (change.Branch != Branch.Cooling);
        return new($"{Words.On(change.Branch)}: Tc {Words.Of(change.Transition.TemperatureKelvin, "K")}", Marks.ColourOf(change.Branch), x, [.. x.Select(at => 1 / (1 + Math.Exp((rising ? -1 : 1) * (at - centre) / width)))]) { Width = 1.6, Dash = "5 3" };
    }

    private static Panel Phases(ReportRun run, Trend trend, IGrouping<Branch, Leg> legs) => new(
        $"Phases {Words.On(legs.Key)}".TrimEnd(), trend.X, new("fraction") { Min = s_fraction.Item1, Max = s_fraction.Item2 },
        [
            .. run.Phases.SelectMany((phase, i) => legs.SelectMany((leg, n) => trend.Layers(leg, scan => scan.Fraction(phase), Palette.Series[i % Palette.Series.Length], n == 0 ? phase : null))),
            .. Marks.ByTemperature(run),
        ]);
}
