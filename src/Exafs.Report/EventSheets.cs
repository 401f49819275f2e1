using System.Collections.Immutable;
using Exafs.Adapters.Storage;
using Exafs.Physics.Estimates;
using Exafs.Pipeline.Changes;
using Exafs.Report.Plot;

namespace Exafs.Report;

/// <summary>The spectra before, at and after a change, over each other.</summary>
internal static class EventSheets
{
    private const double LargestK = 14;

    private static readonly ImmutableDictionary<string, string> s_colours = ImmutableDictionary.CreateRange(
        [KeyValuePair.Create("before", Palette.Series[0]), KeyValuePair.Create("at", Palette.Series[1]), KeyValuePair.Create("after", Palette.Series[3])]);

    /// <param name="run">With the scans.</param>
    /// <param name="change">Of the run.</param>
    /// <param name="id">Unlike that of any other sheet.</param>
    /// <param name="spectrum">The arrays of a scan; null where it has none.</param>
    public static Sheet Of(ReportRun run, ChangeEvent change, string id, Func<ReportScan, StoredSpectrum?> spectrum)
    {
        var all = EventScans.Of(run, change).All.Select(pair => (pair.Word, pair.Scan, Spectrum: spectrum(pair.Scan))).Where(one => one.Spectrum is not null).ToArray();
        var chi = all.Where(one => !one.Spectrum!.Chi.IsEmpty).Select(one => Curve(one.Word, one.Scan, one.Spectrum!.K, [.. one.Spectrum.K.Zip(one.Spectrum.Chi, (k, value) => k * k * value)])).ToArray();
        var transform = all.Where(one => !one.Scan.R.IsEmpty).Select(one => Curve(one.Word, null, one.Scan.R, one.Scan.ChiRMag)).ToArray();
        var distribution = all.Where(one => one.Scan.Outcome?.Estimate is not null).SelectMany(one => Distribution(one.Word, one.Scan.Outcome!.Estimate!)).ToArray();
        var panels = ImmutableArray.CreateBuilder<Panel>();
        if (chi.Length > 0) panels.Add(new("*k*²χ(*k*)", new("*k* (Å⁻¹)") { Min = 0, Max = LargestK }, new("*k*²χ(*k*) (Å⁻²)"), [.. chi]) { Span = 2 });
        if (transform.Length > 0) panels.Add(new("|χ(*R*)|, not corrected for phase", new("*R* (Å)") { Min = 0, Max = 6 }, new("|χ(*R*)|") { Min = 0 }, [.. transform]));
        if (distribution.Length > 0) panels.Add(new("Radial distribution", new("*R* (Å)") { Min = 1.8, Max = 6 }, new("d*N*/d*R* (Å⁻¹)") { Min = 0 }, [.. distribution]));
        return PageSheet.Pairs(id, 270, panels.ToImmutable());
    }

    private static LineLayer Curve(string word, ReportScan? scan, ImmutableArray<double> x, ImmutableArray<double> y) =>
        new(scan is null ? word : $"{word}: scan {scan.Number}{(double.IsFinite(scan.Temperature) ? $", {Words.Fixed(scan.Temperature, 1)} K" : "")}", s_colours[word], x, y) { Width = 1.5 };

    private static IEnumerable<Layer> Distribution(string word, StructureEstimate estimate)
    {
        var (g, sigma) = (estimate.NeighboursPerAngstrom, estimate.NeighboursPerAngstromSigma);
        yield return new BandLayer(null, s_colours[word], estimate.R, [.. g.Zip(sigma, (value, error) => Math.Max(0, value - error))], [.. g.Zip(sigma, (value, error) => value + error)]) { Opacity = 0.18 };
        yield return new LineLayer(word, s_colours[word], estimate.R, g) { Width = 1.6 };
    }
}
