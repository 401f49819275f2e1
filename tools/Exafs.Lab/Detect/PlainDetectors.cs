using Exafs.Pipeline.Changes;

namespace Exafs.Lab.Detect;

/// <summary>What people would do without change detection: the first-shell distance against its mean over the first scans.</summary>
internal static class PlainDetectors
{
    /// <summary>Scans that the mean and the scatter come from.</summary>
    public const int Baseline = 30;

    /// <summary>Index of each alarm of R1 − mean &gt; limit; one alarm a crossing.</summary>
    public static IEnumerable<int> Threshold(IReadOnlyList<double> r1, double limitAngstrom)
    {
        var (mean, _) = Begin(r1);
        var above = false;
        for (var i = Baseline; i < r1.Count; i++)
        {
            if (!double.IsFinite(r1[i])) continue;
            var now = Math.Abs(r1[i] - mean) > limitAngstrom;
            if (now && !above) yield return i;
            above = now;
        }
    }

    /// <summary>Index of each alarm of a two-sided CUSUM with k = 0.5 on R1 in units of its scatter; it begins anew after each.</summary>
    public static IEnumerable<int> Cusum(IReadOnlyList<double> r1, double threshold)
    {
        var (mean, scatter) = Begin(r1);
        Cusum up = default, down = default;
        for (var i = Baseline; i < r1.Count; i++)
        {
            var z = (r1[i] - mean) / scatter;
            (up, down) = (up.Next(z, 0.5), down.Next(-z, 0.5));
            if (up.Sum <= threshold && down.Sum <= threshold) continue;
            yield return i;
            (up, down) = (default, default);
        }
    }

    private static (double Mean, double Scatter) Begin(IReadOnlyList<double> r1)
    {
        double[] first = [.. r1.Take(Baseline).Where(double.IsFinite)];
        var mean = first.Average();
        return (mean, Math.Sqrt(first.Sum(value => (value - mean) * (value - mean)) / Math.Max(1, first.Length - 1)));
    }
}
