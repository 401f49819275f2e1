namespace Exafs.Physics.Structures;

/// <summary>Shells of a pair distribution, between two distances: for liquids, and for whatever has no lattice.</summary>
public static class Shells
{
    /// <summary>Moments of the neighbours from <paramref name="from"/> to <paramref name="to"/>, Å. Without any: N = 0, the rest NaN.</summary>
    /// <remarks>Within a bin neighbours are taken as evenly spread; Sheppard's correction takes its width, step²/12, off σ² again.</remarks>
    public static Shell Between(PairDistribution distribution, double from, double to)
    {
        RadialGrid grid = distribution.Grid;
        double n = 0, sum = 0;
        for (var i = 0; i < grid.Count; i++)
        {
            var weight = distribution.NeighboursPerAngstrom[i] * distribution.Overlap(i, from, to);
            n += weight;
            sum += weight * grid.At(i);
        }

        if (n == 0) return new(0, double.NaN, double.NaN, double.NaN);
        var mean = sum / n;
        double second = 0, third = 0;
        for (var i = 0; i < grid.Count; i++)
        {
            var weight = distribution.NeighboursPerAngstrom[i] * distribution.Overlap(i, from, to);
            var off = grid.At(i) - mean;
            second += weight * off * off;
            third += weight * off * off * off;
        }

        return new(n, mean, Math.Max(0, (second / n) - (grid.Step * grid.Step / 12)), third / n);
    }

    /// <summary>From the begin of the grid to the first minimum of g(R), or to the end of the grid without one.</summary>
    public static Shell First(PairDistribution distribution) => Between(distribution, 0, FirstMinimum(distribution) ?? distribution.Grid.Upper);

    /// <summary>Where g(R) is least after its highest peak, before it rises again, Å; null if it does not.</summary>
    /// <remarks>Of g smoothed by a Gaussian of 0.05 Å; of a flat valley, its middle.</remarks>
    public static double? FirstMinimum(PairDistribution distribution)
    {
        RadialGrid grid = distribution.Grid;
        var g = Smoothing.Gaussian([.. distribution.NeighboursPerAngstrom.Select((n, i) => n / Math.Max(grid.At(i) * grid.At(i), grid.Step * grid.Step))], 0.05 / grid.Step);
        var peak = Array.IndexOf(g, g.Max());
        var lowest = peak;
        for (var i = peak + 1; i < g.Length; i++)
        {
            if (g[i] < g[lowest]) lowest = i;
            if (g[i] <= g[lowest] + (0.05 * g[peak])) continue;
            var level = g[lowest] + (0.01 * g[peak]);
            var (first, last) = (lowest, lowest);
            while (g[first - 1] <= level) first--;
            while (g[last + 1] <= level) last++;
            return grid.At(0) + ((first + last) * grid.Step / 2);
        }

        return null;
    }
}
