namespace Exafs.Physics.Structures;

/// <summary>A curve without its noise.</summary>
internal static class Smoothing
{
    /// <summary>Convolved with a Gaussian whose standard deviation is <paramref name="width"/> points; beyond the ends there is nothing.</summary>
    public static double[] Gaussian(ReadOnlySpan<double> values, double width)
    {
        var reach = (int)Math.Ceiling(4 * width);
        var kernel = new double[(2 * reach) + 1];
        for (var i = 0; i < kernel.Length; i++) kernel[i] = Math.Exp(-0.5 * Math.Pow((i - reach) / width, 2));
        var sum = kernel.Sum();
        var smooth = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] == 0) continue;
            for (var j = Math.Max(0, i - reach); j <= Math.Min(values.Length - 1, i + reach); j++) smooth[j] += values[i] * kernel[j - i + reach] / sum;
        }

        return smooth;
    }
}
