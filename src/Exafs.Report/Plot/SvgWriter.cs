using System.Globalization;
using System.Text;

namespace Exafs.Report.Plot;

/// <summary>The elements of SVG that figures need. Positions are px, to a tenth, so that the same figure is the same text.</summary>
internal sealed class SvgWriter
{
    private readonly StringBuilder _svg = new();

    public override string ToString() => _svg.ToString();

    public void Raw(FormattableString svg) => _svg.Append(FormattableString.Invariant(svg)).Append('\n');

    public void Rect(double x, double y, double width, double height, string fill, double opacity = 1, double corner = 0) =>
        Raw($"<rect x=\"{x:0.#}\" y=\"{y:0.#}\" width=\"{width:0.#}\" height=\"{height:0.#}\" fill=\"{fill}\"{Optional("rx", corner, 0)}{Optional("fill-opacity", opacity, 1)}/>");

    public void Line(double x1, double y1, double x2, double y2, string stroke, double width = 1, string? dash = null) =>
        Raw($"<path d=\"M{x1:0.#} {y1:0.#}L{x2:0.#} {y2:0.#}\" stroke=\"{stroke}\" stroke-width=\"{width:0.##}\"{Dash(dash)}/>");

    public void Stroke(IEnumerable<(double X, double Y)> points, string stroke, double width, double opacity = 1, string? dash = null) =>
        Raw($"<path d=\"{Way(points)}\" fill=\"none\" stroke=\"{stroke}\" stroke-width=\"{width:0.##}\" stroke-linejoin=\"round\"{Optional("stroke-opacity", opacity, 1)}{Dash(dash)}/>");

    public void Area(IEnumerable<(double X, double Y)> outline, string fill, double opacity) =>
        Raw($"<path d=\"{Way(outline)}z\" fill=\"{fill}\"{Optional("fill-opacity", opacity, 1)}/>");

    /// <summary>Dots as the round ends of strokes without length: one element for all.</summary>
    public void Dots(IEnumerable<(double X, double Y)> points, string fill, double diameter, double opacity) =>
        Raw($"<path d=\"{string.Concat(points.Select(p => FormattableString.Invariant($"M{p.X:0.#} {p.Y:0.#}h0")))}\" stroke=\"{fill}\" stroke-width=\"{diameter:0.##}\" stroke-linecap=\"round\"{Optional("stroke-opacity", opacity, 1)}/>");

    /// <param name="x">Where it is anchored.</param>
    /// <param name="y">Its baseline.</param>
    /// <param name="content">Escaped: of <see cref="SvgText"/>.</param>
    /// <param name="size">Font size, px.</param>
    /// <param name="fill">Colour.</param>
    /// <param name="anchor">"start", "middle" or "end".</param>
    /// <param name="bold">Semi-bold.</param>
    /// <param name="upwards">Turned, to be read from below.</param>
    /// <param name="halo">With a rim of paper, over curves.</param>
    public void Text(double x, double y, string content, double size, string fill, string anchor = "start", bool bold = false, bool upwards = false, bool halo = false) =>
        Raw($"<text x=\"{x:0.#}\" y=\"{y:0.#}\" font-size=\"{size:0.#}\" fill=\"{fill}\"{(anchor == "start" ? "" : $" text-anchor=\"{anchor}\"")}{(halo ? $" paint-order=\"stroke\" stroke=\"{Palette.Paper}\" stroke-width=\"3\"" : "")}{(bold ? " font-weight=\"600\"" : "")}{(upwards ? FormattableString.Invariant($" transform=\"rotate(-90 {x:0.#} {y:0.#})\"") : "")}>{content}</text>");

    /// <summary>A way through points in tenths of a pixel, each step relative to the last: half the letters. A point that is no number breaks it.</summary>
    private static string Way(IEnumerable<(double X, double Y)> points)
    {
        var way = new StringBuilder();
        (long X, long Y)? last = null;
        foreach (var (x, y) in points)
        {
            if (!double.IsFinite(x) || !double.IsFinite(y))
            {
                last = null;
                continue;
            }

            (long X, long Y) here = ((long)Math.Round(x * 10), (long)Math.Round(y * 10));
            if (here == last) continue;
            if (last is not { } from) way.Append(CultureInfo.InvariantCulture, $"M{here.X / 10.0:0.#} {here.Y / 10.0:0.#}");
            else way.Append(CultureInfo.InvariantCulture, $"l{(here.X - from.X) / 10.0:0.#} {(here.Y - from.Y) / 10.0:0.#}");
            last = here;
        }

        return way.ToString();
    }

    private static string Optional(string name, double value, double usual) => value == usual ? "" : FormattableString.Invariant($" {name}=\"{value:0.###}\"");

    private static string Dash(string? dash) => dash is null ? "" : $" stroke-dasharray=\"{dash}\"";
}
