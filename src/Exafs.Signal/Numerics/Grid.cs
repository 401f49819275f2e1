namespace Exafs.Signal;

/// <summary>Look-ups on an ascending grid, with Larch's rules for ties.</summary>
internal static class Grid
{
    /// <summary>Largest index whose value is at or below <paramref name="value"/>; 0 when none is (Larch's index_of).</summary>
    public static int IndexOf(ReadOnlySpan<double> grid, double value)
    {
        for (var i = grid.Length - 1; i > 0; i--)
            if (grid[i] <= value)
                return i;
        return 0;
    }

    /// <summary>Index of the value nearest to <paramref name="value"/>, the first of equals (Larch's index_nearest).</summary>
    public static int IndexNearest(ReadOnlySpan<double> grid, double value)
    {
        var best = 0;
        for (var i = 1; i < grid.Length; i++)
            if (Math.Abs(grid[i] - value) < Math.Abs(grid[best] - value))
                best = i;
        return best;
    }

    public static bool IsStrictlyAscending(ReadOnlySpan<double> grid)
    {
        for (var i = 1; i < grid.Length; i++)
            if (!(grid[i] > grid[i - 1]))
                return false;
        return true;
    }

    /// <summary>dy/dx by central differences of both, one-sided at the ends (numpy's gradient(y)/gradient(x)).</summary>
    public static void Derivative(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> result)
    {
        var last = x.Length - 1;
        result[0] = (y[1] - y[0]) / (x[1] - x[0]);
        for (var i = 1; i < last; i++)
            result[i] = (y[i + 1] - y[i - 1]) / 2 / ((x[i + 1] - x[i - 1]) / 2);
        result[last] = (y[last] - y[last - 1]) / (x[last] - x[last - 1]);
    }
}
