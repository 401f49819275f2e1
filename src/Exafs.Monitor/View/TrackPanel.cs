using System.Text;
using Exafs.Pipeline.Changes;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Exafs.Monitor.View;

/// <summary>How the run goes: the part of the phase that moves against temperature, heating and cooling apart, and what happened in words.</summary>
internal static class TrackPanel
{
    private const string Heating = "orangered1", Cooling = "deepskyblue1", Residual = SeriesWatch.SpectralResidual;
    private const int Least = 5;

    /// <summary>Whether there is anything to show.</summary>
    public static bool HasPlot(RunTrack track) => track.Points.Count >= Least;

    /// <summary>The plot in its box; against the number of the scan where no temperature comes, of what is new in the spectrum where no phase is estimated.</summary>
    public static Panel Plot(RunTrack track, int columns, int rows)
    {
        var phase = track.MovingPhase();
        var feature = phase ?? Residual;
        var isThermal = track.Points.Any(point => double.IsFinite(point.Kelvin)) && track.Points.Max(point => point.Kelvin) - track.Points.Min(point => point.Kelvin) > 5;
        List<(double X, double Y, Branch Branch)> points = [.. track.Points.Select((point, i) => (isThermal ? point.Kelvin : i + 1, point.Features[feature].Value, isThermal ? point.Branch : Branch.Heating))
            .Where(point => double.IsFinite(point.Item1) && double.IsFinite(point.Value))];
        if (points.Count < 2)
            return Dashboard.Plot("run", null, "", "grey", BraillePlot.Draw([], [], columns, rows, new(0, 1, 0, 1)), new(0, 1, 0, 1), columns);
        var (low, high) = (points.Min(point => point.X), points.Max(point => point.X));
        var frame = new PlotFrame(low, Math.Max(high, low + 1e-6), 0, Math.Max(phase is null ? 0.1 : 1.05, points.Max(point => point.Y) * 1.05));
        var (up, down) = (Draw(Branch.Heating), Draw(Branch.Cooling));
        var title = phase is null ? "new in χ(k)" : $"{Markup.Escape(ScanFeatures.PhaseOf(phase))} {100 * points[^1].Y:f0} %";
        var remark = isThermal ? $"[{Heating}]heating[/] [{Cooling}]cooling[/]" : "scan by scan";
        return Dashboard.Plot(title, remark, isThermal ? "K" : "", null, Coloured(up, down), frame, columns);

        string[] Draw(Branch branch)
        {
            // One x, one value: the latest stands.
            var shown = points.Where(point => point.Branch == branch || (branch == Branch.Heating && point.Branch == Branch.Constant)).GroupBy(point => point.X).Select(group => group.Last()).OrderBy(point => point.X).ToArray();
            return BraillePlot.Draw([.. shown.Select(point => point.X)], [.. shown.Select(point => point.Y)], columns, rows, frame);
        }
    }

    /// <summary>The latest change of the structure in words, and the alerts that fire, a line each.</summary>
    public static IEnumerable<IRenderable> Lines(RunTrack track, int width)
    {
        if (track.Changes is [.., var last])
            yield return new Markup($"{Lamp(last.Kind)} [bold]{Markup.Escape(Cut(last.Detail, width - 2))}[/]");
        var alerts = track.Firing.Values.Where(alert => alert.Labels["severity"] != "info").OrderByDescending(alert => alert.StartsAt).ToArray();
        if (alerts.Length > 0)
            yield return new Markup($"[red]▲ {alerts.Length} firing[/] {Markup.Escape(Cut(string.Join(", ", alerts.Select(alert => $"{alert.Name} ({alert.Annotations["summary"]})")), width - 14))}");
    }

    /// <summary>One line: what does not fit is in the log, and in the store.</summary>
    public static string Cut(string text, int length) => text.Length <= length ? text : text[..Math.Max(1, length - 1)] + "…";

    private static string Lamp(ChangeKind kind) => kind switch
    {
        ChangeKind.Completion => "[green]●[/]",
        ChangeKind.UnknownStructure => "[red]●[/]",
        _ => "[yellow]●[/]",
    };

    // Where both curves share a character, both are drawn, in the colour of the way back.
    private static string[] Coloured(string[] up, string[] down) => [.. up.Zip(down, (there, back) =>
    {
        var text = new StringBuilder();
        string? colour = null;
        for (var i = 0; i < there.Length; i++)
        {
            var cell = (char)(there[i] | back[i]);
            var wanted = back[i] != 0x2800 ? Cooling : Heating;
            if (wanted != colour)
            {
                text.Append(colour is null ? "" : "[/]").Append('[').Append(wanted).Append(']');
                colour = wanted;
            }

            text.Append(cell);
        }

        return text.Append("[/]").ToString();
    })];
}
