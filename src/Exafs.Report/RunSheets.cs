using System.Collections.Immutable;
using Exafs.Physics.Estimates;
using Exafs.Report.Plot;

namespace Exafs.Report;

/// <summary>The whole run, scan by scan.</summary>
internal static class RunSheets
{
    private const double FromR = 1.8, ToR = 6, FromChiR = 0.8;

    /// <summary>Temperature and events against time.</summary>
    public static Sheet Time(ReportRun run)
    {
        DateTime? start = run.Scans.Select(scan => scan.Stored.MidTime).FirstOrDefault(time => time is not null);
        double Minutes(ReportScan? scan) => start is { } zero ? scan?.Stored.MidTime is { } time ? (time - zero).TotalMinutes : double.NaN : scan?.Number ?? double.NaN;
        ImmutableArray<double> x = [.. run.Scans.Select(Minutes)];
        var rejected = run.Scans.Where(scan => !scan.IsAnalyzed).ToArray();
        return PageSheet.Wide("time", 260,
        [
            new("Temperature and events", new(start is null ? "scan" : "time (min)"), new("*T* (K)"),
            [
                new LineLayer("sample", Palette.Ink, x, [.. run.Scans.Select(scan => scan.Temperature)]),
                new PointLayer(rejected.Length > 0 ? "rejected" : null, Palette.Series[1], [.. rejected.Select(Minutes)], [.. rejected.Select(scan => scan.Temperature)]) { Diameter = 5, Opacity = 1 },
                .. Marks.Of(run, change => Minutes(run.Scan(change.FirstScanId) ?? run.Scan(change.ScanId))),
            ]),
        ]);
    }

    /// <summary>Phases and the distributions, scan by scan.</summary>
    public static Sheet Waterfalls(ReportRun run)
    {
        var panels = ImmutableArray.CreateBuilder<Panel>();
        Axis scan = new("scan") { Min = 0.5, Max = run.Scans.Length + 0.5, Ticks = 10 };
        if (Waterfall.Of("neighbours per Å", run.Scans, Distribution, FromR, ToR) is { } distribution)
        {
            panels.Add(new("Radial distribution d*N*/d*R*", scan, Rows(distribution), [distribution, .. Marks.ByScan(run)]));
            panels.Add(new("Phases", scan, new("fraction") { Min = -0.03, Max = 1.03 }, [.. run.Phases.SelectMany((phase, i) => Phase(run, phase, Palette.Series[i % Palette.Series.Length])), .. Marks.ByScan(run)]));
        }

        if (Waterfall.Of("|χ(R)|", run.Scans, one => (one.R, one.ChiRMag), FromChiR, ToR) is { } transform)
            panels.Add(new("|χ(*R*)|, not corrected for phase", scan, Rows(transform), [transform, .. Marks.ByScan(run)]));
        return PageSheet.Wide("waterfall", 300, panels.ToImmutable());
    }

    private static Axis Rows(HeatLayer layer) => new("*R* (Å)") { Min = layer.Y[0], Max = layer.Y[^1] };

    private static (ImmutableArray<double> R, ImmutableArray<double> Values) Distribution(ReportScan scan) =>
        scan.Outcome?.Estimate is { } estimate ? (estimate.R, estimate.NeighboursPerAngstrom) : ([], []);

    private static IEnumerable<Layer> Phase(ReportRun run, string phase, string colour)
    {
        ImmutableArray<ReportScan> known = [.. run.Scans.Where(scan => scan.IsTrusted)];
        ImmutableArray<double> x = [.. known.Select(scan => (double)scan.Number)];
        ImmutableArray<Uncertain> y = [.. known.Select(scan => scan.Fraction(phase))];
        yield return new BandLayer(null, colour, x, [.. y.Select(part => part.Value - part.Sigma)], [.. y.Select(part => part.Value + part.Sigma)]) { Opacity = 0.15 };
        yield return new LineLayer(phase, colour, x, [.. y.Select(part => part.Value)]) { Width = 1.4 };
    }
}
