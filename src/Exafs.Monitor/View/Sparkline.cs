namespace Exafs.Monitor.View;

/// <summary>A row of blocks, as high as the values.</summary>
internal static class Sparkline
{
    private const string Blocks = "▁▂▃▄▅▆▇█";

    /// <summary>The last values that fit, from their least to their greatest; what is not finite is a gap.</summary>
    public static string Draw(IEnumerable<double> values, int width, double? from = null)
    {
        var shown = values.TakeLast(width).ToArray();
        var finite = shown.Where(double.IsFinite).ToArray();
        if (finite.Length == 0)
            return new string(' ', width);
        var (lowest, highest) = (from ?? finite.Min(), finite.Max());
        return string.Concat(shown.Select(value => !double.IsFinite(value) ? ' '
            : highest > lowest ? Blocks[(int)Math.Round((value - lowest) / (highest - lowest) * (Blocks.Length - 1))]
            : Blocks[0])).PadLeft(width);
    }
}
