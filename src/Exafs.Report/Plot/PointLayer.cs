using System.Collections.Immutable;

namespace Exafs.Report.Plot;

/// <summary>Dots.</summary>
/// <param name="Name">In the legend.</param>
/// <param name="Colour">As CSS has it.</param>
/// <param name="X">[n].</param>
/// <param name="Y">[n].</param>
public sealed record PointLayer(string? Name, string Colour, ImmutableArray<double> X, ImmutableArray<double> Y) : Layer(Name, Colour)
{
    /// <summary>px.</summary>
    public double Diameter { get; init; } = 4;

    public double Opacity { get; init; } = 0.7;

    internal override (double XMin, double XMax, double YMin, double YMax) Extent
    {
        get
        {
            var ((x1, x2), (y1, y2)) = (Range(X), Range(Y));
            return (x1, x2, y1, y2);
        }
    }

    internal override void Draw(SvgWriter svg, PlotArea area) =>
        svg.Dots(X.Zip(Y, area.Of).Where(p => double.IsFinite(p.X) && double.IsFinite(p.Y)), Colour, Diameter, Opacity);

    internal override void DrawSign(SvgWriter svg, double left, double middle) => svg.Dots([(left + 7, middle)], Colour, Math.Max(7, Diameter), 1);
}
