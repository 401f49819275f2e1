namespace Exafs.Report.Plot;

/// <summary>Where a panel draws, px, and which values its edges are.</summary>
internal readonly record struct PlotArea(double Left, double Top, double Width, double Height, double XMin, double XMax, double YMin, double YMax)
{
    public double Right => Left + Width;

    public double Bottom => Top + Height;

    public double X(double value) => Left + ((value - XMin) / (XMax - XMin) * Width);

    public double Y(double value) => Bottom - ((value - YMin) / (YMax - YMin) * Height);

    public (double X, double Y) Of(double x, double y) => (X(x), Y(y));
}
