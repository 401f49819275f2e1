using System.Collections.Immutable;

namespace Exafs.Report.Plot;

/// <summary>Bars, upright or lying, each from one value to another: counts, histograms, stacked where they begin above zero.</summary>
/// <param name="Name">In the legend.</param>
/// <param name="Colour">As CSS has it.</param>
/// <param name="At">Middle of each bar [n].</param>
/// <param name="From">Where each begins [n].</param>
/// <param name="To">Where each ends [n].</param>
/// <param name="Width">Of a bar, in the units of <paramref name="At"/>.</param>
public sealed record BarLayer(string? Name, string Colour, ImmutableArray<double> At, ImmutableArray<double> From, ImmutableArray<double> To, double Width) : Layer(Name, Colour)
{
    /// <summary>The bars lie: they stand at y and reach along x.</summary>
    public bool Lying { get; init; }

    internal override (double XMin, double XMax, double YMin, double YMax) Extent
    {
        get
        {
            var (along, reach) = (Range(At), Range(From.Concat(To)));
            along = (along.Min - (Width / 2), along.Max + (Width / 2));
            return Lying ? (reach.Min, reach.Max, along.Min, along.Max) : (along.Min, along.Max, reach.Min, reach.Max);
        }
    }

    internal override void Draw(SvgWriter svg, PlotArea area)
    {
        for (var i = 0; i < At.Length; i++)
        {
            if (!(To[i] > From[i])) continue;
            var (low, high) = (At[i] - (Width / 2), At[i] + (Width / 2));
            var (x1, x2, y1, y2) = Lying ? (From[i], To[i], low, high) : (low, high, From[i], To[i]);
            svg.Rect(area.X(x1), area.Y(y2), area.X(x2) - area.X(x1), area.Y(y1) - area.Y(y2), Colour, 0.88);
        }
    }
}
