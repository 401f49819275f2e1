using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Exafs.Report.Plot;

/// <summary>Values on a grid as colours, from 0 to the largest; where there is no number, paper.</summary>
/// <param name="Name">In the legend, beside the scale; with its unit.</param>
/// <param name="X">Edges of the columns [m + 1], ascending.</param>
/// <param name="Y">Edges of the rows [n + 1], ascending.</param>
/// <param name="Values">Row after row [n·m].</param>
/// <param name="Largest">What the darkest colour means.</param>
public sealed record HeatLayer(string? Name, ImmutableArray<double> X, ImmutableArray<double> Y, ImmutableArray<double> Values, double Largest) : Layer(Name, Palette.Heat(0.7))
{
    /// <summary>px, so that no paper shines through between neighbours.</summary>
    private const double Overlap = 0.5;

    internal override (double XMin, double XMax, double YMin, double YMax) Extent => (X[0], X[^1], Y[0], Y[^1]);

    internal override void Draw(SvgWriter svg, PlotArea area)
    {
        var columns = X.Length - 1;
        var byColour = new SortedDictionary<string, StringBuilder>(StringComparer.Ordinal);
        for (var row = 0; row < Y.Length - 1; row++)
        {
            for (int from = 0, to; from < columns; from = to)
            {
                var colour = ColourOf(row, from);
                for (to = from + 1; to < columns && ColourOf(row, to) == colour;) to++;
                if (colour is null) continue;
                var (left, top, width, height) = (area.X(X[from]), area.Y(Y[row + 1]), area.X(X[to]) - area.X(X[from]) + Overlap, area.Y(Y[row]) - area.Y(Y[row + 1]) + Overlap);
                if (!byColour.TryGetValue(colour, out var way)) byColour[colour] = way = new();
                way.Append(CultureInfo.InvariantCulture, $"M{left:0.#} {top:0.#}h{width:0.#}v{height:0.#}h-{width:0.#}z");
            }
        }

        foreach (var (colour, way) in byColour) svg.Raw($"<path fill=\"{colour}\" shape-rendering=\"crispEdges\" d=\"{way}\"/>");
        string? ColourOf(int row, int column) => Values[(row * columns) + column] is var value && double.IsFinite(value) ? Palette.Heat(value / Largest) : null;
    }

    internal override void DrawSign(SvgWriter svg, double left, double middle)
    {
        for (var i = 0; i < 7; i++) svg.Rect(left + (i * 2), middle - 4, 2, 8, Palette.Heat(i / 6.0));
    }
}
