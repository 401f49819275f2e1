using System.Collections.Immutable;

namespace Exafs.Report.Plot;

/// <summary>What lies between two curves, such as an uncertainty.</summary>
/// <param name="Name">In the legend.</param>
/// <param name="Colour">As CSS has it.</param>
/// <param name="X">[n].</param>
/// <param name="Low">[n].</param>
/// <param name="High">[n].</param>
public sealed record BandLayer(string? Name, string Colour, ImmutableArray<double> X, ImmutableArray<double> Low, ImmutableArray<double> High) : Layer(Name, Colour)
{
    public double Opacity { get; init; } = 0.2;

    internal override (double XMin, double XMax, double YMin, double YMax) Extent
    {
        get
        {
            var ((x1, x2), (y1, y2)) = (Range(X), Range(Low.Concat(High)));
            return (x1, x2, y1, y2);
        }
    }

    internal override void Draw(SvgWriter svg, PlotArea area) =>
        svg.Area(X.Zip(High, area.Of).Concat(X.Zip(Low, area.Of).Reverse()).Where(p => double.IsFinite(p.Item1) && double.IsFinite(p.Item2)), Colour, Opacity);

    internal override void DrawSign(SvgWriter svg, double left, double middle) => svg.Rect(left, middle - 5, 14, 10, Colour, Math.Max(Opacity, 0.25), 2);
}
