namespace Exafs.Monitor.View;

/// <summary>The part of the plane that a plot shows.</summary>
internal readonly record struct PlotFrame(double XMin, double XMax, double YMin, double YMax)
{
    /// <summary>From y = 0, or the same to either side of it, to a little more than the largest |y|.</summary>
    public static PlotFrame Around(double xMin, double xMax, ReadOnlySpan<double> x, ReadOnlySpan<double> y, bool bothSides)
    {
        var largest = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            if (x[i] >= xMin && x[i] <= xMax && double.IsFinite(y[i]))
                largest = Math.Max(largest, Math.Abs(y[i]));
        }

        largest = largest > 0 ? largest * 1.05 : 1;
        return new PlotFrame(xMin, xMax, bothSides ? -largest : 0, largest);
    }
}
