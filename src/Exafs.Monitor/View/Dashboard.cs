using System.Collections.Immutable;
using Exafs.Physics.Estimates;
using Exafs.Pipeline;
using Exafs.Signal;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Exafs.Monitor.View;

/// <summary>One frame of the live view: what is measured, what came of it, whether the chain is well.</summary>
internal static class Dashboard
{
    private const int RowsWithoutPlots = 18, SecondRowOfPanels = 7, RoomForThreePlots = 120, RoomForFourPlots = 170;
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    /// <summary>The frame for a terminal of this size.</summary>
    public static IRenderable Draw(Screen screen, int width, int height, double plotRMax)
    {
        var wide = width >= 100;
        var third = (Math.Max(width, 60) - 2) / (wide ? 3 : 2);
        var panels = new Grid { Expand = true }.AddColumns(wide ? 3 : 2);
        var twoRows = !wide && height >= RowsWithoutPlots + SecondRowOfPanels + 4;
        if (wide)
            panels.AddRow(Chain(screen, third - 4), LastScan(screen), Sinks(screen, third - 16));
        else
            panels.AddRow(Chain(screen, third - 4), LastScan(screen));
        if (twoRows)
            panels.AddRow(Sinks(screen, third - 16), Trends(screen, third - 16));
        var shown = screen.Summary.Growing is { Reduction.Chi.IsEmpty: false } growing ? growing : screen.Summary.Last;
        var structure = StructurePanel.Shown(screen.Summary);
        IRenderable[] happened = [.. TrackPanel.Lines(screen.Track, Math.Max(width, 60))];
        var rows = Math.Clamp(height - RowsWithoutPlots - (twoRows ? SecondRowOfPanels : 0) - (structure is null ? 0 : 1) - happened.Length, 4, 16);
        var parts = new List<IRenderable> { Title(screen, wide), panels, Plots(shown, structure?.Structure?.Estimate, screen.Track, Math.Max(width, 60), rows, plotRMax) };
        if (structure is not null)
            parts.Add(StructurePanel.Line(structure));
        parts.AddRange(happened);
        if (wide)
            parts.Add(Trends(screen, width - 26));
        parts.Add(Growth(screen, width - 60));
        parts.AddRange(screen.Events.TakeLast(3).Select(happened => Line(happened, Math.Max(width, 60))));
        return new Rows(parts);
    }

    private static Markup Title(Screen screen, bool wide)
    {
        var silent = screen.Elapsed - screen.Rates.LastReceived;
        var state = screen.Counts.Received + screen.Counts.SnapshotsReceived == 0 ? "[yellow]● waiting for the first scan[/]"
            : silent > Silence ? $"[yellow]● silent for {Span(silent)}[/]"
            : "[green]● live[/]";
        var series = (screen.Summary.Growing ?? screen.Summary.Last) is { } last ? $"  [bold]{Text(SeriesKey.Of(last.Scan).ToString())}[/]" : "";
        return new Markup($"[bold aqua]exafs-monitor[/]  {state}{series}  [grey]{(wide ? $"{Text(screen.Source)} · " : "")}up {Span(screen.Elapsed)} · {screen.Now:HH:mm:ss} UTC[/]");
    }

    private static Panel Chain(Screen screen, int width)
    {
        var (counts, table) = (screen.Counts, Facts());
        table.AddRow("received", $"[bold]{counts.Received}[/]{(counts.Waiting > 0 ? $" [grey]+{counts.Waiting} waiting[/]" : "")}");
        table.AddRow("analysed", $"[green]{counts.Analyzed}[/]");
        table.AddRow("rejected", counts.RejectedTotal == 0 ? "[grey]0[/]" : $"[red]{counts.RejectedTotal}[/] [grey]{Text(Reasons(counts.Rejected))}[/]");
        table.AddRow("missed", counts.Missed == 0 ? "[grey]0[/]" : $"[red]{counts.Missed}[/] [grey]never came[/]");
        if (counts.Restarts > 0)
            table.AddRow("restarts", $"[yellow]{counts.Restarts}[/] [grey]of publishers[/]");
        table.AddRow("rate", $"{screen.Rates.Now:f1} /s [aqua]{Sparkline.Draw(screen.Rates.PerSecond, Math.Clamp(width - 22, 8, 40), from: 0)}[/]");
        return Box("scans", table);
    }

    private static Panel LastScan(Screen screen)
    {
        var table = Facts();
        if (screen.Summary.Last is { } last)
        {
            var (scan, reduction) = (last.Scan, last.Reduction);
            var direction = scan.Direction switch { ScanDirection.Up => " ↑", ScanDirection.Down => " ↓", _ => "" };
            table.AddRow("scan", $"[bold]{Text(scan.ScanId)}[/]{direction} [grey]{scan.MidTime:HH:mm:ss}[/]");
            table.AddRow("E0", $"[bold]{reduction.E0:f2}[/] eV{(last.EnergyShift is { } shift ? $" [grey]foil {-shift:+0.00;-0.00} eV[/]" : "")}");
            table.AddRow("step", $"[bold]{reduction.EdgeStep:g4}[/]");
            table.AddRow("ε_k", reduction.Noise is { } noise ? $"{noise.EpsilonK:0.0e+0}{(noise.KMaxSuggested is { } k ? $" [grey]good to {k:f1} Å⁻¹[/]" : "")}" : "–");
            table.AddRow("peak", Peak.StrongestOf(reduction) is { } peak ? $"[bold]{peak.R:f3}[/] Å" : "–");
            if (scan.SampleTemperature is { } kelvin)
                table.AddRow("sample", $"{kelvin:f1} K");
        }
        else
        {
            table.AddRow("[grey]none yet[/]", "");
        }

        if (screen.Summary.LastRejected is { } rejected)
            table.AddRow("[red]rejected[/]", $"[grey]{Text(rejected.Scan.ScanId)}[/] {Text(rejected.Defect.Reason)}");
        return Box("last scan", table);
    }

    private static Panel Sinks(Screen screen, int width)
    {
        var table = Facts();
        foreach (var sink in screen.Counts.Sinks.Where(sink => sink.EveryScan))
        {
            var lost = sink.DroppedTotal == 0 ? "" : $" [red]lost {sink.DroppedTotal}[/]";
            var waits = sink.Queued == 0 ? "" : $" [yellow]{sink.Queued} queued[/]";
            Row(sink.Name, $"{sink.Delivered}{waits}{lost}", sink.Trouble);
        }

        foreach (var delivery in screen.Deliveries)
        {
            var counts = delivery.Counts;
            var lost = counts.DroppedTotal + counts.DeadLetterTotal == 0 ? "" : $" [red]refused {counts.DroppedTotal + counts.DeadLetterTotal}[/]";
            Row(counts.Target, $"{counts.Delivered}{(counts.Waiting == 0 ? "" : $" [yellow]{counts.Waiting} waiting[/]")}{lost}", delivery.Trouble);
        }

        table.AddRow("latency", screen.P50 is { } half && screen.P99 is { } most ? $"{half.TotalMilliseconds:g3}, p99 {most.TotalMilliseconds:g3} ms" : "–");
        return Box("stored", table);

        void Row(string name, string numbers, string? trouble)
        {
            table.AddRow($"{(trouble is null ? "[green]●[/]" : "[red]●[/]")} {Text(name)}", numbers);
            if (trouble is not null)
                table.AddRow("", $"[red]{Text(TrackPanel.Cut(trouble, width))}[/]");
        }
    }

    private static Grid Trends(Screen screen, int width)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn(new GridColumn().NoWrap());
        var key = screen.Summary.Last is { } last ? SeriesKey.Of(last.Scan) : default;
        if (screen.Summary.Series.TryGetValue(key, out var series))
        {
            var columns = Math.Clamp(width, 10, SeriesSummary.TrendLength);
            grid.AddRow("[grey]edge step[/]", $"[green]{Sparkline.Draw(series.EdgeSteps, columns)}[/]");
            grid.AddRow("[grey]|χ(R)| peak[/]", $"[aqua]{Sparkline.Draw(series.PeakHeights, columns)}[/]");
        }

        return grid;
    }

    private static Markup Growth(Screen screen, int width)
    {
        if (screen.Summary.Growing is not { } growing || growing.Scan.Energy.IsDefaultOrEmpty)
            return new Markup(" ");
        var (scan, reduction) = (growing.Scan, growing.Reduction);
        var reached = scan.Energy[^1];
        var bar = "";
        if (screen.Summary.Last is { Scan: { Energy: { IsDefaultOrEmpty: false } whole } done } && SeriesKey.Of(done) == SeriesKey.Of(scan))
        {
            var (part, length) = (Math.Clamp((reached - whole[0]) / (whole[^1] - whole[0]), 0, 1), Math.Clamp(width, 10, 40));
            var full = (int)Math.Round(part * length);
            bar = $"[aqua]{new string('━', full)}[/][grey]{new string('─', length - full)}[/] {part:p0} ";
        }

        var k = reduction.K.IsEmpty ? "" : $", k = {reduction.K[^1]:f1} Å⁻¹";
        return new Markup($"[aqua]growing[/] {Text(scan.ScanId)} {bar}[grey]{scan.Energy.Length} points, {reached:f0} eV{k}[/]");
    }

    // Where there is no room for all, the distances that are not corrected go first, then g(R), which the numbers below tell of.
    private static Grid Plots(Analyzed? shown, StructureEstimate? estimate, RunTrack track, int width, int rows, double rMax)
    {
        var hasTrack = TrackPanel.HasPlot(track);
        var room = width >= RoomForFourPlots ? 4 : width >= RoomForThreePlots ? 3 : 2;
        var count = Math.Min(room, 2 + (estimate is null ? 0 : 1) + (hasTrack ? 1 : 0));
        var columns = ((width - (2 * (count - 1))) / count) - 4;
        var plots = new List<Panel> { ChiK(shown, columns, rows) };
        var left = count - 1 - (hasTrack ? 1 : 0);
        if (left > (estimate is null ? 0 : 1))
            plots.Add(ChiR(shown, columns, rows, rMax));
        if (left > 0 && estimate is not null)
            plots.Add(StructurePanel.Distribution(estimate, columns, rows));
        if (hasTrack)
            plots.Add(TrackPanel.Plot(track, columns, rows));
        return new Grid { Expand = true }.AddColumns(plots.Count).AddRow([.. plots]);
    }

    private static Panel ChiK(Analyzed? report, int columns, int rows)
    {
        var (k, chi) = (report?.Reduction.K ?? [], report?.Reduction.Chi ?? []);
        ImmutableArray<double> weighted = [.. chi.Select((value, i) => value * k[i] * k[i])];
        return Plot("k²χ(k)", "", "Å⁻¹", "green", k, weighted, 0, k.IsEmpty ? 12 : Math.Ceiling(k[^1]), columns, rows, bothSides: true);
    }

    private static Panel ChiR(Analyzed? report, int columns, int rows, double rMax) =>
        Plot("|χ(R)|", "not phase-corrected", "Å", "aqua", report?.Reduction.R ?? [], report?.Reduction.ChiRMag ?? [], 0, rMax, columns, rows, bothSides: false);

    private static Panel Plot(
        string title, string remark, string unit, string colour, ImmutableArray<double> x, ImmutableArray<double> y, double xMin, double xMax, int columns, int rows, bool bothSides)
    {
        var frame = PlotFrame.Around(xMin, xMax, x.AsSpan(), y.AsSpan(), bothSides);
        return Plot(title, x.IsEmpty ? null : remark, unit, colour, BraillePlot.Draw(x.AsSpan(), y.AsSpan(), columns, rows, frame), frame, columns);
    }

    /// <summary>A plot in its box.</summary>
    /// <param name="title">Of the box.</param>
    /// <param name="remark">Behind the title; null: nothing is drawn.</param>
    /// <param name="unit">Of x.</param>
    /// <param name="colour">Of the curve; null: the lines have theirs.</param>
    /// <param name="lines">As drawn.</param>
    /// <param name="frame">What they show.</param>
    /// <param name="columns">Characters across.</param>
    public static Panel Plot(string title, string? remark, string unit, string? colour, string[] lines, PlotFrame frame, int columns)
    {
        var (left, right, middle) = ($"{frame.XMin:g4}", $"{frame.XMax:g4} {unit}", $"{(frame.XMin + frame.XMax) / 2:g4}");
        var gap = Math.Max(0, columns - left.Length - middle.Length - right.Length);
        var axis = left + new string(' ', gap - (gap / 2)) + middle + new string(' ', gap / 2) + right;
        var curve = string.Join('\n', lines);
        var text = $"{(colour is null ? curve : $"[{colour}]{curve}[/]")}\n[grey]{axis}[/]";
        return Box(remark is null ? title : $"{title} [grey]to {frame.YMax:g2}{(remark == "" ? "" : ", ")}{remark}[/]", new Markup(text));
    }

    // One line each: what does not fit is in the log.
    private static Markup Line(Event happened, int width) =>
        new($"[grey]{happened.Time:HH:mm:ss}[/] {(happened.IsWarning ? "[yellow]![/] " : "")}{Text(TrackPanel.Cut(happened.Text, width - 12))}");

    private static Grid Facts() => new Grid().AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn(new GridColumn().NoWrap());

    private static Panel Box(string title, IRenderable content) =>
        new Panel(content) { Header = new PanelHeader($" {title} "), Border = BoxBorder.Rounded, BorderStyle = new Style(Color.Grey), Expand = true, Padding = new Padding(1, 0) };

    private static string Reasons(ImmutableSortedDictionary<string, long> reasons) =>
        string.Join(", ", reasons.OrderByDescending(pair => pair.Value).Take(3).Select(pair => $"{pair.Key} {pair.Value}"));

    private static string Span(TimeSpan span) => span.TotalDays >= 1 ? $"{span:d\\.hh\\:mm\\:ss}" : $"{span:hh\\:mm\\:ss}";

    private static string Text(string text) => Markup.Escape(text);
}
