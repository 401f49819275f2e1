namespace Exafs.Signal;

/// <summary>Bins → values at the grid's own angles.</summary>
/// <remarks>
/// The mean over a bin is not the value in its middle: its samples lie around another angle (an error of µ' times the distance), and what is curved is flattened (µ''·w²/24; an oscillation of the distance R loses the
/// part (R·Δk)²/6). Both are known from the positions of the samples: the value is that of the parabola whose means over the bin and its two neighbours are theirs. It is exact for parabolas
/// however the samples lie, costs 8 % of noise, all of it beyond the R that are looked at, and fills bins without samples.
/// Currents are averaged, not µ, since the mean of a logarithm of noisy samples is not the logarithm of their mean.
/// </remarks>
internal static class QuickPoints
{
    private const double LongestReach = 2; // Σ|w|: beyond it the parabola extrapolates

    /// <summary>Values [channels][n] of the bins first to last; the bins at both ends have samples.</summary>
    public static double[][] Of(QuickBins bins, QuickGrid grid, int first, int last)
    {
        var columns = new double[bins.Channels][];
        for (int c = 0; c < columns.Length; c++) columns[c] = new double[last - first + 1];
        int[] filled = [.. Enumerable.Range(bins.First, bins.Last - bins.First + 1).Where(bin => bins.Count(bin) > 0)];
        Span<double> weights = stackalloc double[3];
        for (int i = first, next = 0; i <= last; i++)
        {
            while (next < filled.Length && filled[next] < i) next++;
            int begin = Neighbours(filled, next, i);
            ReadOnlySpan<int> around = filled.AsSpan(begin, Math.Min(3, filled.Length - begin));
            Weigh(bins, grid, i, around, weights);
            for (int c = 0; c < columns.Length; c++)
            {
                double value = 0;
                for (int j = 0; j < around.Length; j++)
                    if (weights[j] != 0) value += weights[j] * bins.Mean(around[j], c);
                columns[c][i - first] = value;
            }
        }

        return columns;
    }

    // Three filled bins in a row, the wanted one in their middle, or as near to it as there are any.
    private static int Neighbours(int[] filled, int next, int wanted)
    {
        int begin = next < filled.Length && filled[next] == wanted ? next - 1
            : next + 1 < filled.Length && next >= 2 && filled[next + 1] - wanted >= wanted - filled[next - 2] ? next - 2
            : next - 1;
        return Math.Clamp(begin, 0, Math.Max(0, filled.Length - 3));
    }

    private static void Weigh(QuickBins bins, QuickGrid grid, int wanted, ReadOnlySpan<int> around, Span<double> weights)
    {
        (double from, double to) = grid.Ends(wanted);
        double width = to - from;
        Span<double> x = stackalloc double[3], square = stackalloc double[3];
        int nearest = 0;
        for (int j = 0; j < around.Length; j++)
        {
            (double mean, double variance) = bins.Position(around[j]);
            x[j] = (grid.Angles[around[j]] - grid.Angles[wanted] + mean) / width;
            square[j] = (x[j] * x[j]) + (variance / (width * width));
            if (Math.Abs(x[j]) < Math.Abs(x[nearest])) nearest = j;
        }

        weights.Clear();
        if (around.Length == 3)
        {
            (weights[0], weights[1], weights[2]) = ((x[1] * square[2]) - (x[2] * square[1]), (x[2] * square[0]) - (x[0] * square[2]), (x[0] * square[1]) - (x[1] * square[0]));
            if (Accept(weights)) return;
        }

        // The straight line to the neighbour on the other side.
        for (int j = 0; j < around.Length; j++)
        {
            if (j == nearest || Math.Abs(j - nearest) > 1 || x[j] * x[nearest] > 0) continue;
            weights.Clear();
            (weights[nearest], weights[j]) = (x[j], -x[nearest]);
            if (Accept(weights)) return;
        }

        weights.Clear();
        weights[nearest] = 1;
    }

    private static bool Accept(Span<double> weights)
    {
        double sum = weights[0] + weights[1] + weights[2];
        for (int j = 0; j < 3; j++) weights[j] /= sum;
        return Math.Abs(weights[0]) + Math.Abs(weights[1]) + Math.Abs(weights[2]) <= LongestReach;
    }
}
