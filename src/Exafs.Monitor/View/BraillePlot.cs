namespace Exafs.Monitor.View;

/// <summary>Draws a curve with Braille characters, two by four dots to the character.</summary>
internal static class BraillePlot
{
    // Bits of the dots of one character, [row, column].
    private static readonly int[,] Dots = { { 0x01, 0x08 }, { 0x02, 0x10 }, { 0x04, 0x20 }, { 0x40, 0x80 } };

    /// <summary>Lines of text, the top first, of the curve through (x, y) inside a frame. What lies outside is cut off; what is not finite is left out.</summary>
    /// <param name="x">Ascending [n].</param>
    /// <param name="y">[n].</param>
    /// <param name="columns">Characters across.</param>
    /// <param name="rows">Characters down.</param>
    /// <param name="frame">What is seen, in units of x and y.</param>
    public static string[] Draw(ReadOnlySpan<double> x, ReadOnlySpan<double> y, int columns, int rows, PlotFrame frame) => Band(x, y, y, columns, rows, frame);

    /// <summary>As <see cref="Draw"/>, of all that lies between two curves.</summary>
    /// <param name="x">Ascending [n].</param>
    /// <param name="low">[n].</param>
    /// <param name="high">[n].</param>
    /// <param name="columns">Characters across.</param>
    /// <param name="rows">Characters down.</param>
    /// <param name="frame">What is seen, in units of x and y.</param>
    public static string[] Band(ReadOnlySpan<double> x, ReadOnlySpan<double> low, ReadOnlySpan<double> high, int columns, int rows, PlotFrame frame)
    {
        var cells = new int[rows, columns];
        var (width, height) = (columns * 2, rows * 4);
        (int Top, int Bottom)? previous = null;
        var next = 0;
        for (var column = 0; column < width; column++)
        {
            var at = frame.XMin + ((frame.XMax - frame.XMin) * column / (width - 1));
            while (next < x.Length && x[next] < at)
                next++;
            var (top, bottom) = (Level(x, high, next, at, height, frame), Level(x, low, next, at, height, frame));
            if (!(double.IsFinite(top) && double.IsFinite(bottom)))
            {
                previous = null;
                continue;
            }

            var span = (Top: Dot(top, height), Bottom: Dot(bottom, height));
            Line(cells, column, previous is { } before ? Joined(span, before) : span, height);
            previous = span;
        }

        return [.. Enumerable.Range(0, rows).Select(row => string.Concat(Enumerable.Range(0, columns).Select(column => (char)(0x2800 + cells[row, column]))))];
    }

    // In dots from the top.
    private static double Level(ReadOnlySpan<double> x, ReadOnlySpan<double> y, int next, double at, int height, PlotFrame frame)
    {
        var value = next == 0 || next == x.Length ? (next < x.Length && x[next] == at ? y[next] : double.NaN) : Between(x, y, next, at);
        return (frame.YMax - value) / (frame.YMax - frame.YMin) * (height - 1);
    }

    private static double Between(ReadOnlySpan<double> x, ReadOnlySpan<double> y, int next, double at) =>
        y[next - 1] + ((y[next] - y[next - 1]) * (at - x[next - 1]) / (x[next] - x[next - 1]));

    private static int Dot(double level, int height) => (int)Math.Round(Math.Clamp(level, -1, height));

    // Down or up to where the column before ended, so that a steep curve has no holes.
    private static (int Top, int Bottom) Joined((int Top, int Bottom) span, (int Top, int Bottom) before) =>
        (Math.Min(span.Top, before.Bottom + 1), Math.Max(span.Bottom, before.Top - 1));

    private static void Line(int[,] cells, int column, (int Top, int Bottom) span, int height)
    {
        for (var dot = Math.Max(span.Top, 0); dot <= Math.Min(span.Bottom, height - 1); dot++)
            cells[dot / 4, column / 2] |= Dots[dot % 4, column % 2];
    }
}
