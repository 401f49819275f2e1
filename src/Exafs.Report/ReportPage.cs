using System.Collections.Immutable;
using Exafs.Adapters.Storage;

namespace Exafs.Report;

/// <summary>The page: one file that needs no other and reaches for nothing. The same run is the same text, byte for byte.</summary>
internal static class ReportPage
{
    private const string Errors = "Dots are scans; the band is one standard error of a scan about the mean of up to five neighbours that agree with it; dotted lines are the announced changes, of a complete one its Tc. Scans unlike the training set are grey, and their structures not to be trusted.";

    /// <param name="run">What is told.</param>
    /// <param name="files">XDI files beside it.</param>
    /// <param name="spectrum">The arrays of a scan; null where it has none.</param>
    public static string Of(ReportRun run, ImmutableArray<EventFile> files, Func<ReportScan, StoredSpectrum?> spectrum)
    {
        var events = new EventSection(run, files, spectrum);
        var drawable = run.Scans.Any(scan => scan.IsAnalyzed);
        return Html.Of($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>Run {run.RunId}</title>
            <style>
            {new Html(Style.Text)}</style>
            </head>
            <body>
            {Headline.Of(run)}{events.Overview()}
            """).Text + string.Concat(
            Html.Figure("Temperature and events in time", run.Scans.Any(scan => double.IsFinite(scan.Temperature)) ? RunSheets.Time(run) : null, "Time since the first scan. A line stands where the change was first there, as seen afterwards."),
            Html.Figure("The run, scan by scan", drawable ? RunSheets.Waterfalls(run) : null, "Gaps are scans without a result. Beyond 5 Å multiple scattering makes the radial distribution semi-quantitative; |χ(R)| is the same spectrum without any model."),
            Html.Figure($"{(run.HasStructures ? "Structure" : "|χ(R)|")}{(run.HasRamp ? " against temperature" : ", scan by scan")}", drawable ? TemperatureSheets.Trends(run) : null, Caption(run)),
            Html.Figure("Hysteresis", drawable ? TemperatureSheets.Hysteresis(run) : null, "The phase that grows most, heating and cooling apart. Broken: the transformed fraction as it was fitted, 1/(1 + exp(−(T − Tc)/w)); the width from 10 to 90 % is 4.39 w."),
            events.Details(),
            Html.Figure("Quality", run.Scans.IsEmpty ? null : QualitySheet.Of(run), "The noise of χ(k) is that of one point, from χ(R) at 15 to 30 Å."),
            "<footer><p>Errors are one standard error. R of |χ(R)| is not corrected for phase. Made by exafs-lab report.</p></footer>\n</body>\n</html>\n");
    }

    private static string Caption(ReportRun run)
    {
        var longest = run.Legs.Select(leg => leg.Last - leg.First + 1).DefaultIfEmpty(0).Max();
        return longest > Trend.LargestPoints ? $"{Errors} Of so many scans neighbours are averaged, {(longest + Trend.LargestPoints - 1) / Trend.LargestPoints} to a dot; the band stays that of one scan." : Errors;
    }
}
