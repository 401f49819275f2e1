namespace Exafs.Signal;

/// <summary>Convolution with a Lorentzian on a uniform resampling (Larch's smooth).</summary>
internal static class LorentzianSmoothing
{
    private const int Padding = 5;

    /// <summary>y smoothed with half width and resampling step <paramref name="step"/>, on the points of x [n].</summary>
    public static double[] Apply(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double step)
    {
        var xmin = step * (int)((x[0] - (Padding * step)) / step);
        var xmax = step * (int)((x[^1] + (Padding * step)) / step);
        var n = Math.Min(1 + (int)(Math.Abs(xmax - xmin + (step * 0.1)) / step), 50 * x.Length);
        var spacing = (xmax - xmin) / (n - 1);

        var uniform = new double[n];
        for (int i = 0, j = 0; i < n; i++)
            uniform[i] = Interpolate(x, y, xmin + (i * spacing), ref j);

        // Mirrored at both ends: y[n−1..1], y, y[n−1..0]; the kernel is written backwards, so that a convolution is a dot product.
        var padded = new double[(3 * n) - 1];
        for (var i = 0; i < n - 1; i++)
            padded[i] = uniform[n - 1 - i];
        uniform.CopyTo(padded, n - 1);
        for (var i = 0; i < n; i++)
            padded[(2 * n) - 1 + i] = uniform[n - 1 - i];
        var kernel = new double[2 * n];
        var area = 0.0;
        for (var i = 0; i < kernel.Length; i++)
            area += kernel[kernel.Length - 1 - i] = 1 / (Math.PI * (1 + ((double)(i - n) * (i - n))));
        for (var i = 0; i < kernel.Length; i++)
            kernel[i] /= area;

        var result = new double[x.Length];
        var (known, knownLow, knownHigh) = (-2, 0.0, 0.0);
        for (var i = 0; i < x.Length; i++)
        {
            var at = (x[i] - xmin) / spacing;
            var left = Math.Clamp((int)at, 0, n - 2);
            if (left != known)
            {
                knownLow = left == known + 1 ? knownHigh : Convolved(padded, kernel, left);
                knownHigh = Convolved(padded, kernel, left + 1);
                known = left;
            }
            result[i] = knownLow + ((at - left) * (knownHigh - knownLow));
        }
        return result;
    }

    private static double Convolved(double[] padded, double[] kernel, int index) =>
        MatrixProduct.Dot(kernel, padded.AsSpan(index, kernel.Length));

    /// <summary>Linear interpolation, constant outside; <paramref name="j"/> remembers the place, for ascending calls.</summary>
    private static double Interpolate(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double at, ref int j)
    {
        if (at <= x[0])
            return y[0];
        if (at >= x[^1])
            return y[^1];
        while (x[j + 1] <= at)
            j++;
        return y[j] + ((y[j + 1] - y[j]) / (x[j + 1] - x[j]) * (at - x[j]));
    }
}
