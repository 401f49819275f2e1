using System.Collections.Immutable;
using System.Globalization;
using Exafs.Adapters.Storage;
using Exafs.Physics.Estimates;
using Exafs.Pipeline.Changes;
using Exafs.Report.Plot;

namespace Exafs.Report;

/// <summary>The events in words and numbers, each structural one with its spectra and files.</summary>
internal sealed class EventSection(ReportRun run, ImmutableArray<EventFile> files, Func<ReportScan, StoredSpectrum?> spectrum)
{
    /// <summary>Each change is drawn; of a run that changes all the time the first ones are enough.</summary>
    private const int LargestDrawn = 24;

    /// <summary>All events at a glance.</summary>
    public Html Overview()
    {
        if (run.Events.IsEmpty) return Html.Empty;
        return Html.Of($"<section><h2>Events</h2>{Table(run.Structural)}{Notes()}{Instruments()}</section>\n");
    }

    /// <summary>Each structural event: what moved, spectra, files.</summary>
    public Html Details()
    {
        ChangeEvent[] changes = [.. run.Structural];
        if (changes.Length == 0) return Html.Empty;
        var left = changes.Length > LargestDrawn ? Html.Of($"<p class=\"sub\">The first {LargestDrawn} of {changes.Length} changes are drawn; all have their files.</p>") : Html.Empty;
        return Html.Of($"<section><h2>Before, at and after each change</h2>{left}{Html.All(changes.Take(LargestDrawn).Select(Detail))}</section>\n");
    }

    private Html Detail(ChangeEvent change)
    {
        var index = run.Events.IndexOf(change);
        Sheet sheet = EventSheets.Of(run, change, $"event{index + 1}_", spectrum);
        var drawn = sheet.Panels.IsEmpty ? Html.Empty : Html.Of($"<figure>{new Html(sheet.ToSvg())}</figure>");
        return Html.Of($"<h3>{index + 1}. {change.KindName.Replace('_', ' ')}: {Words.Of(change)} {Words.On(change.Branch)}</h3><p>{change.Detail}</p>{Moved(change)}{drawn}{Files(index)}\n");
    }

    private Html Table(IEnumerable<ChangeEvent> events)
    {
        ChangeEvent[] rows = [.. events];
        return rows.Length == 0 ? Html.Of($"<p>No change of the structure was announced.</p>") : Html.Table(
            ["", "event", "temperature", "width 10–90 %", "from scan", "time (UTC)", "announced", "confidence"],
            rows.Select(change => (IReadOnlyList<Html>)
            [
                Cell($"{run.Events.IndexOf(change) + 1}"), Cell(What(change)), Fixed(Temperature(change)),
                Fixed(change.Transition is { } fit ? Words.Of(fit.WidthKelvin, "K") : ""), Cell(Number(change.FirstScanId)), Fixed(Time(change)), Fixed(Headline.Delay(change).Replace("announced ", "", StringComparison.Ordinal)), Cell(Confidence(change.Confidence)),
            ]));
    }

    private Html Notes()
    {
        ChangeEvent[] notes = [.. run.Notes];
        return notes.Length == 0 ? Html.Empty : Html.Table(["", "note", "scan", "temperature", "time (UTC)"], notes.Select(note => (IReadOnlyList<Html>)
        [
            Cell($"{run.Events.IndexOf(note) + 1}"), Cell(note.Detail), Cell(Number(note.ScanId)), Fixed(Temperature(note)), Fixed(Time(note)),
        ]));
    }

    private Html Instruments()
    {
        ChangeEvent[] events = [.. run.Instrumental];
        if (events.Length == 0) return Html.Empty;
        var table = Html.Table(["", "what", "scan", "temperature", "time (UTC)", "in words"], events.Select(change => (IReadOnlyList<Html>)
        [
            Cell($"{run.Events.IndexOf(change) + 1}"), Cell(Words.Of(change)), Cell(Number(change.ScanId)), Fixed(Temperature(change)),
            Fixed(Time(change)), Cell(change.Detail),
        ]));
        var counts = string.Join(", ", events.GroupBy(change => change.Cause).OrderByDescending(group => group.Count()).Select(group => $"{group.Count()} × {Words.Of(group.First())}"));
        return Html.Of($"<details{(events.Length <= 12 ? new Html(" open") : Html.Empty)}><summary>{events.Length} of the instrument: {counts}</summary>{table}</details>");
    }

    private static Html Moved(ChangeEvent change)
    {
        if (change.Moved.IsEmpty) return Html.Empty;
        var rows = change.Moved.Select(moved => Row(Words.Feature(moved.Name), moved.Before, moved.After, moved.Difference));
        // What is spoken of is the volume; the density is what is measured.
        if (change.Moved.FirstOrDefault(moved => moved.Name == ScanFeatures.Density) is { } density && density.Before.Value > 0 && density.After.Value > 0) rows = rows.Append(Volume(density));
        return Html.Table(["", "before", "after", "difference", "in σ"], rows);
    }

    private static IReadOnlyList<Html> Row((string Name, string Unit) feature, Uncertain before, Uncertain after, Uncertain difference) =>
    [
        Cell(feature.Name), Fixed(Words.Of(before, feature.Unit)), Fixed(Words.Of(after, feature.Unit)), Fixed(Words.Of(difference, feature.Unit)),
        Cell(difference.Sigma > 0 ? Words.Fixed(Math.Abs(difference.Value) / difference.Sigma, 1) : "–"),
    ];

    private static IReadOnlyList<Html> Volume(MovedFeature density)
    {
        var ratio = density.Before.Value / density.After.Value;
        Uncertain change = new(100 * (ratio - 1), 100 * ratio * double.Hypot(density.Before.Sigma / density.Before.Value, density.After.Sigma / density.After.Value));
        return [Cell("volume per atom"), Cell(Words.Plain(1 / density.Before.Value) + " Å³"), Cell(Words.Plain(1 / density.After.Value) + " Å³"), Cell(Words.Of(change, "%")), Cell(change.Sigma > 0 ? Words.Fixed(Math.Abs(change.Value) / change.Sigma, 1) : "–")];
    }

    private Html Files(int index)
    {
        var own = files.Where(file => file.Event == index).ToArray();
        return own.Length == 0 ? Html.Empty : Html.Of($"<p class=\"sub files\">XDI files: {Html.All(own.Select(file => Html.Of($"<a href=\"{file.RelativePath}\">{file.Word} {file.Content.Replace('_', ' ')}</a> ")))}</p>");
    }

    private static string What(ChangeEvent change) => $"{change.KindName.Replace('_', ' ')}: {Words.Of(change)} {Words.On(change.Branch)}".TrimEnd();

    private string Number(string scanId) => run.Scan(scanId) is { } scan ? $"{scan.Number}" : scanId;

    private static string Confidence(double confidence) => confidence > 0.9995 && confidence < 1 ? "> 0.999" : double.IsFinite(confidence) ? Words.Fixed(confidence, 3) : "–";

    private static string Temperature(ChangeEvent change) => change.TemperatureKelvin is { } kelvin ? $"{(change.Transition is null ? "" : "Tc = ")}{Words.Of(kelvin, "K")}" : "–";

    // The day stands above; only of a run that goes over midnight it is told here too.
    private string Time(ChangeEvent change) => change.Time is not { } time ? "–"
        : time.ToString(run.Scans.Select(scan => scan.Stored.MidTime?.Date).OfType<DateTime>().Append(time.Date).Distinct().Count() > 1 ? "yyyy-MM-dd HH:mm:ss" : "HH:mm:ss", CultureInfo.InvariantCulture);

    private static Html Fixed(string words) => Html.Of($"<span class=\"fixed\">{words}</span>");

    private static Html Cell(string words) => Html.Of($"{words}");
}
