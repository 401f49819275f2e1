namespace Exafs.Report.Plot;

/// <summary>Something drawn in a panel; later layers lie on top.</summary>
/// <param name="Name">Its entry in the legend, taken literally; null: none.</param>
/// <param name="Colour">As CSS has it.</param>
public abstract record Layer(string? Name, string Colour)
{
    /// <summary>What it needs of the axes; NaN where it needs nothing.</summary>
    internal abstract (double XMin, double XMax, double YMin, double YMax) Extent { get; }

    internal abstract void Draw(SvgWriter svg, PlotArea area);

    /// <summary>The sign beside its name in the legend, 14 px wide, around a middle line.</summary>
    internal virtual void DrawSign(SvgWriter svg, double left, double middle) => svg.Rect(left, middle - 4, 14, 8, Colour, 0.85, 2);

    /// <summary>Smallest and largest number of some; NaN where there is none.</summary>
    internal static (double Min, double Max) Range(IEnumerable<double> values)
    {
        double min = double.NaN, max = double.NaN;
        foreach (var value in values)
        {
            if (!double.IsFinite(value)) continue;
            if (!(value >= min)) min = value;
            if (!(value <= max)) max = value;
        }

        return (min, max);
    }
}
