namespace Exafs.Lab.Evaluate;

/// <summary>What tables are made of.</summary>
public static class Statistics
{
    /// <summary>Slope of the straight line through points by least squares; NaN where all x are equal.</summary>
    public static double Slope(IReadOnlyCollection<(double X, double Y)> points)
    {
        if (points.Count == 0) return double.NaN;
        double x = points.Average(point => point.X), y = points.Average(point => point.Y);
        var spread = points.Sum(point => (point.X - x) * (point.X - x));
        return spread > 0 ? points.Sum(point => (point.X - x) * (point.Y - y)) / spread : double.NaN;
    }

    /// <summary>Area under the receiver's curve: the chance that one of the first scores above one of the second, equal ones by half (H. B. Mann, D. R. Whitney, 1947).</summary>
    /// <returns>NaN where one of the two is empty.</returns>
    public static double Auroc(IReadOnlyCollection<double> unlike, IReadOnlyCollection<double> like)
    {
        if (unlike.Count == 0 || like.Count == 0) return double.NaN;
        var wins = unlike.Sum(high => like.Sum(low => high > low ? 1.0 : high == low ? 0.5 : 0));
        return wins / ((double)unlike.Count * like.Count);
    }

    /// <summary>The value below which a part lies, between the two nearest.</summary>
    /// <param name="values">At least one.</param>
    /// <param name="part">0 to 1.</param>
    public static double Quantile(IEnumerable<double> values, double part)
    {
        double[] sorted = [.. values.Order()];
        if (sorted.Length == 0) return double.NaN;
        var at = part * (sorted.Length - 1);
        var below = (int)at;
        return sorted[below] + ((at - below) * (sorted[Math.Min(below + 1, sorted.Length - 1)] - sorted[below]));
    }

    /// <summary>ΣΔ²/Σy² over a range of x, y what is true.</summary>
    /// <param name="x">[n].</param>
    /// <param name="found">[n].</param>
    /// <param name="truth">y [n].</param>
    /// <param name="low">Begin of the range.</param>
    /// <param name="high">End of the range, both with it.</param>
    public static double RFactor(ReadOnlySpan<double> x, ReadOnlySpan<double> found, ReadOnlySpan<double> truth, double low, double high)
    {
        double off = 0, all = 0;
        for (var i = 0; i < x.Length; i++)
        {
            if (x[i] < low - 1e-9 || x[i] > high + 1e-9) continue;
            off += (found[i] - truth[i]) * (found[i] - truth[i]);
            all += truth[i] * truth[i];
        }

        return off / all;
    }
}
