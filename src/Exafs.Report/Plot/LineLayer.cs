using System.Collections.Immutable;

namespace Exafs.Report.Plot;

/// <summary>A curve through points; a point that is no number breaks it.</summary>
/// <param name="Name">In the legend.</param>
/// <param name="Colour">As CSS has it.</param>
/// <param name="X">[n].</param>
/// <param name="Y">[n].</param>
public sealed record LineLayer(string? Name, string Colour, ImmutableArray<double> X, ImmutableArray<double> Y) : Layer(Name, Colour)
{
    /// <summary>px.</summary>
    public double Width { get; init; } = 1.6;

    public double Opacity { get; init; } = 1;

    /// <summary>As stroke-dasharray has it; null: drawn through.</summary>
    public string? Dash { get; init; }

    internal override (double XMin, double XMax, double YMin, double YMax) Extent
    {
        get
        {
            var ((x1, x2), (y1, y2)) = (Range(X), Range(Y));
            return (x1, x2, y1, y2);
        }
    }

    internal override void Draw(SvgWriter svg, PlotArea area) => svg.Stroke(X.Zip(Y, area.Of), Colour, Width, Opacity, Dash);

    internal override void DrawSign(SvgWriter svg, double left, double middle) => svg.Line(left, middle, left + 14, middle, Colour, Math.Max(2, Width), Dash);
}
