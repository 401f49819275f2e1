using Spectre.Console;
using Spectre.Console.Rendering;

namespace Exafs.Monitor.View;

/// <summary>What stands on the terminal when all is over: the series, the books, where the data are.</summary>
internal static class ClosingSummary
{
    private const int SeriesShown = 20, ChangesShown = 20;

    public static IRenderable Draw(Monitoring monitoring, IReadOnlyList<string> places)
    {
        var (counts, summary) = (monitoring.Ledger.Counts, monitoring.Summary);
        var parts = new List<IRenderable>();
        if (!summary.Order.IsEmpty)
            parts.Add(Series(summary));
        if (summary.Order.Count > SeriesShown)
            parts.Add(new Text($"and {summary.Order.Count - SeriesShown} series before these"));
        parts.AddRange(Changes(monitoring.Track));
        if (monitoring.Socket is { } socket)
            parts.Add(new Text($"{(monitoring.IsReplay ? "recording" : "zeromq")}: {socket()}"));
        parts.Add(new Text(counts.ToString()));
        var deliveries = monitoring.Deliveries();
        parts.AddRange(deliveries.Select(delivery => new Text(delivery.Counts.ToString())));
        if (monitoring.Latencies.Percentile(0.5) is { } half && monitoring.Latencies.Percentile(0.99) is { } most)
            parts.Add(new Text($"last byte to stored: p50 {half.TotalMilliseconds:g3} ms, p99 {most.TotalMilliseconds:g3} ms"));
        parts.AddRange(places.Select(place => new Text($"data: {place}")));
        foreach (var violation in counts.Violations().Concat(deliveries.Select(delivery => delivery.Counts.Violation()).OfType<string>()))
            parts.Add(new Text($"NOT CONSERVED: {violation}", new Style(Color.Red)));
        return new Rows(parts);
    }

    private static IEnumerable<IRenderable> Changes(RunTrack track)
    {
        if (track.Changes.Count > ChangesShown)
            yield return new Text($"and {track.Changes.Count - ChangesShown} changes before these");
        foreach (var change in track.Changes.TakeLast(ChangesShown))
            yield return new Markup($"[bold]●[/] {Markup.Escape($"scan {change.ScanId}: {change.Detail}")}");
        if (!track.Troubles.IsEmpty)
            yield return new Text($"instrument: {string.Join(", ", track.Troubles.Select(trouble => $"{trouble.Key} {trouble.Value}"))}");
    }

    private static Table Series(RunSummary summary)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumn("series").AddColumn(Right("scans")).AddColumn(Right("E0, eV")).AddColumn(Right("edge step"))
            .AddColumn(Right("strongest peak, Å")).AddColumn(Right("noise ε_k"));
        foreach (var key in summary.Order.TakeLast(SeriesShown))
        {
            var series = summary.Series[key];
            table.AddRow(
                Markup.Escape(key.ToString()),
                $"{series.Scans}",
                series.E0.ToString("f2"),
                series.EdgeStep.ToString("f4"),
                series.PeakR.ToString("f3"),
                series.EpsilonK.ToString("0.0e-0;-0.0e-0;0"));
        }

        return table;
    }

    private static TableColumn Right(string title) => new TableColumn(title).RightAligned();
}
