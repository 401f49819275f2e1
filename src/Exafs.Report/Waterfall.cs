using System.Collections.Immutable;
using Exafs.Report.Plot;

namespace Exafs.Report;

/// <summary>Curves of many scans as colours: the number of the scan to the right, R upwards. Neighbours are averaged until they are no more than can be seen.</summary>
internal static class Waterfall
{
    private const int LargestColumns = 400;

    /// <summary>Rows are no finer than this, Å.</summary>
    private const double LeastStep = 0.04;

    /// <summary>Null where no scan has a curve.</summary>
    /// <param name="name">In the legend.</param>
    /// <param name="scans">All of the run; those without a curve leave a gap.</param>
    /// <param name="curve">R, Å, and values of a scan; empty where it has none. All on one axis; a scan on another one leaves a gap.</param>
    /// <param name="from">Where R begins, Å.</param>
    /// <param name="to">Where it ends, Å.</param>
    public static HeatLayer? Of(string name, ImmutableArray<ReportScan> scans, Func<ReportScan, (ImmutableArray<double> R, ImmutableArray<double> Values)> curve, double from, double to)
    {
        var axis = scans.Select(scan => curve(scan).R).FirstOrDefault(r => r.Length > 1, []);
        if (axis.IsEmpty) return null;
        var step = axis[1] - axis[0];
        var group = Math.Max(1, (int)Math.Round(LeastStep / step));
        var first = Math.Max(0, axis.TakeWhile(r => r < from - 1e-9).Count());
        var rows = axis.Skip(first).TakeWhile(r => r <= to + 1e-9).Count() / group;
        if (rows == 0) return null;

        var width = (scans.Length + LargestColumns - 1) / LargestColumns;
        var columns = (scans.Length + width - 1) / width;
        var (sums, counts) = (new double[rows * columns], new int[columns]);
        for (var i = 0; i < scans.Length; i++)
        {
            var (r, values) = curve(scans[i]);
            if (!r.AsSpan().SequenceEqual(axis.AsSpan())) continue;
            counts[i / width]++;
            for (var row = 0; row < rows; row++)
                sums[(row * columns) + (i / width)] += values.AsSpan(first + (row * group), group).ToArray().Average();
        }

        for (var i = 0; i < sums.Length; i++) sums[i] = counts[i % columns] > 0 ? sums[i] / counts[i % columns] : double.NaN;
        double[] sorted = [.. sums.Where(double.IsFinite).Order()];
        return new(
            name,
            [.. Enumerable.Range(0, columns + 1).Select(i => 0.5 + Math.Min(i * width, scans.Length))],
            [.. Enumerable.Range(0, rows + 1).Select(i => axis[first] + (((i * group) - 0.5) * step))],
            [.. sums],
            Math.Max(1e-12, sorted[(int)(0.998 * (sorted.Length - 1))]));
    }
}
