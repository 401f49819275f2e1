using System.Collections.Immutable;

namespace Exafs.Report.Plot;

/// <summary>One diagram of a sheet.</summary>
/// <param name="Title">Above it; as labels are written.</param>
/// <param name="X">To the right.</param>
/// <param name="Y">Upwards.</param>
/// <param name="Layers">What it shows, the lowest first.</param>
public sealed record Panel(string Title, Axis X, Axis Y, ImmutableArray<Layer> Layers)
{
    /// <summary>How many columns of the sheet it takes.</summary>
    public int Span { get; init; } = 1;

    private const double NumbersMargin = 58, RightMargin = 12, TitleHeight = 24, BottomMargin = 42, FontSize = 11;

    /// <summary>Names may be longer than numbers.</summary>
    private double LeftMargin => Y.Names.Select(name => 16 + SvgText.Width(name, FontSize)).Append(NumbersMargin).Max();

    internal void Draw(SvgWriter svg, string clip, double left, double top, double width, double height)
    {
        var legend = Legend.Rows(Layers, width - LeftMargin - RightMargin) * Legend.RowHeight;
        var above = TitleHeight + legend + (legend > 0 ? 4 : 0);
        PlotArea area = Area(left + LeftMargin, top + above, width - LeftMargin - RightMargin, height - above - BottomMargin);
        svg.Text(area.Left, top + 14, SvgText.Rich(Title, 13), 13, Palette.Ink, bold: true);
        Legend.Draw(svg, Layers, area.Left, top + TitleHeight - 2, area.Width);

        DrawGrid(svg, area);
        svg.Raw($"<clipPath id=\"{clip}\"><rect x=\"{area.Left:0.#}\" y=\"{area.Top - 1:0.#}\" width=\"{area.Width:0.#}\" height=\"{area.Height + 2:0.#}\"/></clipPath>");
        svg.Raw($"<g clip-path=\"url(#{clip})\">");
        foreach (Layer layer in Layers) layer.Draw(svg, area);
        svg.Raw($"</g>");
        svg.Line(area.Left, area.Bottom, area.Right, area.Bottom, Palette.AxisLine);
        svg.Text(area.Left + (area.Width / 2), area.Bottom + 35, SvgText.Rich(X.Label, 11.5), 11.5, Palette.Muted, "middle");
        svg.Text(left + 14, area.Top + (area.Height / 2), SvgText.Rich(Y.Label, 11.5), 11.5, Palette.Muted, "middle", upwards: true);
    }

    private void DrawGrid(SvgWriter svg, PlotArea area)
    {
        var (x, y) = (TicksOf(X, area.XMin, area.XMax), TicksOf(Y, area.YMin, area.YMax));
        foreach (var (value, label) in x.Values.Zip(x.Labels))
        {
            if (X.Names.IsEmpty) svg.Line(area.X(value), area.Top, area.X(value), area.Bottom, Palette.Grid);
            svg.Line(area.X(value), area.Bottom, area.X(value), area.Bottom + 4, Palette.AxisLine);
            svg.Text(area.X(value), area.Bottom + 17, SvgText.Rich(label, FontSize), FontSize, Palette.Muted, "middle");
        }

        foreach (var (value, label) in y.Values.Zip(y.Labels))
        {
            // The line of zero is seen through the others: most curves oscillate about it.
            if (Y.Names.IsEmpty) svg.Line(area.Left, area.Y(value), area.Right, area.Y(value), value == 0 ? Palette.AxisLine : Palette.Grid, value == 0 ? 0.75 : 1);
            svg.Text(area.Left - 7, area.Y(value) + 3.8, SvgText.Rich(label, FontSize), FontSize, Palette.Muted, "end");
        }
    }

    private static Ticks TicksOf(Axis axis, double min, double max) =>
        axis.Names.IsEmpty ? Ticks.Of(min, max, axis.Ticks) : new([.. Enumerable.Range(0, axis.Names.Length).Select(i => (double)i)], axis.Names);

    private PlotArea Area(double left, double top, double width, double height)
    {
        var extents = Layers.Select(layer => layer.Extent).ToArray();
        var (xmin, xmax) = Limits(X, Layer.Range(extents.SelectMany(e => new[] { e.XMin, e.XMax })), widen: Layers.Any(layer => layer is PointLayer));
        var (ymin, ymax) = Limits(Y, Layer.Range(extents.SelectMany(e => new[] { e.YMin, e.YMax })), widen: true);
        return new(left, top, width, height, xmin, xmax, ymin, ymax);
    }

    private static (double Min, double Max) Limits(Axis axis, (double Min, double Max) drawn, bool widen)
    {
        if (!axis.Names.IsEmpty) return (axis.Min ?? -0.6, axis.Max ?? (axis.Names.Length - 0.4));
        var (min, max) = (axis.Min ?? drawn.Min, axis.Max ?? drawn.Max);
        if (double.IsNaN(min)) (min, max) = (0, 1);
        if (widen || !(max > min))
        {
            var (low, high) = Ticks.Widened(min, max, axis.Ticks);
            (min, max) = (axis.Min ?? low, axis.Max ?? high);
        }

        return max > min ? (min, max) : (min, min + 1);
    }
}
