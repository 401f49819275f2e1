namespace Exafs.Adapters.Files;

/// <summary>How clearly a curve shows an absorption edge, to choose among the channels of a file.</summary>
/// <remarks>
/// Method: the curve is brought to a 1 eV grid and averaged over 10 eV; the step is the largest rise of that average over 10 eV
/// above the median rise, the fall the largest fall below it. The noise of a point is the median of the second differences of
/// neighbouring points that are not zero (counters that stand still are not noiseless), divided by √6 and by 0.6745.
/// </remarks>
/// <param name="Step">Rise at the edge, in the unit of the curve.</param>
/// <param name="Fall">Deepest fall, in the same unit, positive.</param>
/// <param name="Noise">Noise of one point, 1 σ.</param>
internal readonly record struct EdgeScore(double Step, double Fall, double Noise)
{
    /// <summary>Below this ratio of step to noise there is no edge that anyone would analyse.</summary>
    public const double LeastQuality = 20;

    private const int LargestGrid = 20_000;

    public double Quality => Noise > 0 && Step > 0 ? Step / Noise : 0;

    public bool ShowsEdge => Quality >= LeastQuality && Step > Fall;

    /// <param name="energy">eV [n], in any order.</param>
    /// <param name="curve">[n].</param>
    public static EdgeScore Of(ReadOnlySpan<double> energy, ReadOnlySpan<double> curve)
    {
        var points = new List<(double E, double Y)>(energy.Length);
        for (int i = 0; i < energy.Length; i++)
            if (double.IsFinite(energy[i]) && double.IsFinite(curve[i])) points.Add((energy[i], curve[i]));
        if (points.Count < 8) return default;
        points.Sort((a, b) => a.E.CompareTo(b.E));

        double range = points[^1].E - points[0].E;
        int width = (int)Math.Clamp(range / 6, 1, 10);
        int size = (int)Math.Min(range, LargestGrid);
        if (size < 3 * width) return default;
        double[] rises = Rises(OnGrid(points, size), width);
        double median = Median([.. rises]);
        return new EdgeScore(rises.Max() - median, median - rises.Min(), NoiseOf(points));
    }

    private static double[] OnGrid(List<(double E, double Y)> points, int size)
    {
        double[] grid = new double[size];
        for (int g = 0, i = 0; g < size; g++)
        {
            double e = points[0].E + g;
            while (i < points.Count - 2 && points[i + 1].E <= e) i++;
            (double e0, double y0) = points[i];
            (double e1, double y1) = points[i + 1];
            grid[g] = e1 > e0 ? y0 + ((y1 - y0) * (e - e0) / (e1 - e0)) : y0;
        }

        return grid;
    }

    private static double[] Rises(double[] curve, int width)
    {
        double[] sums = new double[curve.Length + 1];
        for (int i = 0; i < curve.Length; i++) sums[i + 1] = sums[i] + curve[i];
        double[] rises = new double[curve.Length - (2 * width) + 1];
        for (int i = 0; i < rises.Length; i++) rises[i] = (sums[i + (2 * width)] - (2 * sums[i + width]) + sums[i]) / width;
        return rises;
    }

    private static double NoiseOf(List<(double E, double Y)> points)
    {
        var differences = new List<double>(points.Count);
        for (int i = 1; i < points.Count - 1; i++)
        {
            double second = Math.Abs(points[i + 1].Y - (2 * points[i].Y) + points[i - 1].Y);
            if (second > 0) differences.Add(second);
        }

        return differences.Count == 0 ? 0 : Median([.. differences]) / Math.Sqrt(6) / 0.6745;
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
