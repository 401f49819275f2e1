using System.Collections.Immutable;

namespace Exafs.Report.Plot;

/// <summary>Upright lines with a word on top: shells, limits of a range.</summary>
/// <param name="Name">In the legend.</param>
/// <param name="Colour">As CSS has it.</param>
/// <param name="X">Where they stand [n].</param>
/// <param name="Words">What is written beside each [n], or none.</param>
public sealed record MarkLayer(string? Name, string Colour, ImmutableArray<double> X, ImmutableArray<string> Words) : Layer(Name, Colour)
{
    internal override (double XMin, double XMax, double YMin, double YMax) Extent => (double.NaN, double.NaN, double.NaN, double.NaN);

    internal override void Draw(SvgWriter svg, PlotArea area)
    {
        var within = Enumerable.Range(0, X.Length).Select(i => (Index: i, X: area.X(X[i]))).Where(mark => mark.X >= area.Left && mark.X <= area.Right).ToArray();
        foreach (var (_, x) in within) svg.Line(x, area.Top, x, area.Bottom, Colour, 1, "2 3");
        // Over all lines, and neighbours not beside each other.
        foreach (var (i, x) in within)
            if (i < Words.Length) svg.Text(x + 3, area.Top + 10 + (i % 2 * 12), SvgText.Rich(Words[i], 9.5), 9.5, Colour, halo: true);
    }

    internal override void DrawSign(SvgWriter svg, double left, double middle) => svg.Line(left + 7, middle - 6, left + 7, middle + 6, Colour, 1.5, "2 3");
}
