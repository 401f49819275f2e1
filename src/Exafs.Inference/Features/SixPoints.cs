namespace Exafs.Inference.Features;

/// <summary>Lagrange's polynomial through the six values nearest to a place on a uniform grid.</summary>
internal static class SixPoints
{
    public const int Count = 6;

    /// <summary>y at <paramref name="at"/>, in units of the step.</summary>
    public static double At(ReadOnlySpan<double> y, double at)
    {
        var first = Math.Clamp((int)at - 2, 0, y.Length - Count);
        var values = y.Slice(first, Count);
        double t0 = at - first, t1 = t0 - 1, t2 = t0 - 2, t3 = t0 - 3, t4 = t0 - 4, t5 = t0 - 5;
        double low = t0 * t1, middle = t2 * t3, high = t4 * t5;
        return (middle * high * ((t0 * values[1] / 24) - (t1 * values[0] / 120)))
            + (low * high * ((t2 * values[3] / 12) - (t3 * values[2] / 12)))
            + (low * middle * ((t4 * values[5] / 120) - (t5 * values[4] / 24)));
    }
}
