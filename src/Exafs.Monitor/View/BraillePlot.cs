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
    public static string[] Draw(ReadOnlySpan<double> x, ReadOnlySpan<double> y, int columns, int rows, PlotFrame frame)
    {
        var cells = new int[rows, columns];
        var (width, height) = (columns * 2, rows * 4);
        var previous = double.NaN;
        var next = 0;
        for (var column = 0; column < width; column++)
        {
            var at = frame.XMin + ((frame.XMax - frame.XMin) * column / (width - 1));
            while (next < x.Length && x[next] < at)
                next++;
            var value = next == 0 || next == x.Length ? (next < x.Length && x[next] == at ? y[next] : double.NaN) : Between(x, y, next, at);
            var level = (frame.YMax - value) / (frame.YMax - frame.YMin) * (height - 1);
            if (double.IsFinite(level))
                Line(cells, column, double.IsFinite(previous) ? previous : level, level, height);
            previous = level;
        }

        return [.. Enumerable.Range(0, rows).Select(row => string.Concat(Enumerable.Range(0, columns).Select(column => (char)(0x2800 + cells[row, column]))))];
    }

    private static double Between(ReadOnlySpan<double> x, ReadOnlySpan<double> y, int next, double at) =>
        y[next - 1] + ((y[next] - y[next - 1]) * (at - x[next - 1]) / (x[next] - x[next - 1]));

    // From one column's level to the next one's, upright in this column, so that a steep curve has no holes.
    private static void Line(int[,] cells, int column, double from, double to, int height)
    {
        var (first, last) = ((int)Math.Round(Math.Clamp(from, -1, height)), (int)Math.Round(Math.Clamp(to, -1, height)));
        if (first != last)
            first += Math.Sign(last - first); // that one was drawn by the column before
        for (var dot = Math.Min(first, last); dot <= Math.Max(first, last); dot++)
        {
            if (dot >= 0 && dot < height)
                cells[dot / 4, column / 2] |= Dots[dot % 4, column % 2];
        }
    }
}
