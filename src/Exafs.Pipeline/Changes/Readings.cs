using System.Collections.Immutable;

namespace Exafs.Pipeline.Changes;

/// <summary>Questions to the readings of a scan, alone or beside those of the scan before on the same energies.</summary>
internal static class Readings
{
    private const double Mad = 0.6744897501960817;

    /// <summary>The part of I0 that is suddenly missing and comes back within the scan; 0 where nothing is.</summary>
    /// <remarks>A fall from one reading to the next that is far beyond the scatter of such steps, and of which half at least is made up before the end. Two readings are a spike, not a dip.</remarks>
    public static double Dip(ImmutableArray<double> i0)
    {
        if (i0.Length < 20) return 0;
        var steps = new double[i0.Length - 1];
        var (deepest, at) = (0.0, 0);
        for (var i = 0; i < steps.Length; i++)
        {
            if (!(i0[i] > 0) || !(i0[i + 1] > 0)) return 0;
            steps[i] = (i0[i + 1] - i0[i]) / i0[i];
            if (steps[i] < deepest) (deepest, at) = (steps[i], i);
        }

        if (-deepest < 8 * Scatter(steps)) return 0;
        var (level, below) = (i0[at], 0);
        for (var i = at + 1; i < i0.Length; i++)
        {
            if (i0[i] > level * (1 + (deepest / 2)))
                return below >= 3 ? -deepest : 0;
            below++;
        }

        return 0; // it has not come back: a lower current, or a dump
    }

    /// <summary>The largest spike of one or two points in the difference of two spectra, in standard deviations of what such points scatter by, and where; what both have in common, such as Bragg glitches, does not count.</summary>
    public static (double Deviations, int Point) Spike(ImmutableArray<double> now, ImmutableArray<double> before)
    {
        var off = new double[now.Length - 8];
        for (var i = 4; i < now.Length - 4; i++)
        {
            // Against the parabola through the points two and four away: of a spike of two points either is seen, and a change of the spectrum is smooth.
            double Difference(int at) => now[at] - before[at];
            var beside = ((4 * (Difference(i - 2) + Difference(i + 2))) - (Difference(i - 4) + Difference(i + 4))) / 6;
            off[i - 4] = Difference(i) - beside;
        }

        var (scatter, largest, at) = (Scatter(off), 0.0, 0);
        for (var i = 0; i < off.Length; i++)
        {
            if (Math.Abs(off[i]) > largest) (largest, at) = (Math.Abs(off[i]), i + 4);
        }

        return (scatter > 0 ? largest / scatter : 0, at);
    }

    /// <summary>By how much the edge lies higher than before, eV, with its standard error: least squares of the difference to the slope, offset and scale free.</summary>
    public static (double Shift, double Sigma) Shift(ImmutableArray<double> energy, ImmutableArray<double> now, ImmutableArray<double> before, double e0, double range = 20)
    {
        // now(E) = before(E − δ)·(1 + s) + c ≈ before + c + s·before − δ·before′
        double n = 0, sb = 0, sg = 0, sd = 0, bb = 0, gg = 0, bg = 0, bd = 0, gd = 0, dd = 0;
        for (var i = 1; i < energy.Length - 1; i++)
        {
            if (Math.Abs(energy[i] - e0) > range || energy[i + 1] <= energy[i - 1]) continue;
            double b = before[i], g = -(before[i + 1] - before[i - 1]) / (energy[i + 1] - energy[i - 1]), d = now[i] - before[i];
            (n, sb, sg, sd) = (n + 1, sb + b, sg + g, sd + d);
            (bb, gg, bg, bd, gd, dd) = (bb + (b * b), gg + (g * g), bg + (b * g), bd + (b * d), gd + (g * d), dd + (d * d));
        }

        if (n < 8) return (double.NaN, double.NaN);
        (bb, gg, bg, bd, gd, dd) = (bb - (sb * sb / n), gg - (sg * sg / n), bg - (sb * sg / n), bd - (sb * sd / n), gd - (sg * sd / n), dd - (sd * sd / n));
        var determinant = (bb * gg) - (bg * bg);
        if (!(determinant > 0)) return (double.NaN, double.NaN);
        var (scale, shift) = (((gg * bd) - (bg * gd)) / determinant, ((bb * gd) - (bg * bd)) / determinant);
        var rest = Math.Max(0, dd - (scale * bd) - (shift * gd)) / (n - 3);
        return (shift, Math.Sqrt(rest * bb / determinant));
    }

    /// <summary>Standard deviation by the median of absolute values, blind to a few outliers; reorders nothing.</summary>
    public static double Scatter(ReadOnlySpan<double> values)
    {
        var sizes = new double[values.Length];
        for (var i = 0; i < sizes.Length; i++) sizes[i] = Math.Abs(values[i]);
        return Middle(sizes) / Mad;
    }

    // Hoare's selection: the median costs a few passes, not a sort.
    private static double Middle(Span<double> values)
    {
        int low = 0, high = values.Length - 1, wanted = values.Length / 2;
        while (low < high)
        {
            var pivot = values[(low + high) / 2];
            int i = low, j = high;
            while (i <= j)
            {
                while (values[i] < pivot) i++;
                while (values[j] > pivot) j--;
                if (i > j) break;
                (values[i], values[j]) = (values[j], values[i]);
                (i, j) = (i + 1, j - 1);
            }

            if (wanted <= j) high = j;
            else if (wanted >= i) low = i;
            else break;
        }

        return values[wanted];
    }
}
