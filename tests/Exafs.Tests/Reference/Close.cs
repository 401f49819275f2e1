namespace Exafs.Tests.Reference;

/// <summary>Comparison of arrays with a reference, relative to its largest value.</summary>
public static class Close
{
    /// <summary>Asserts |actual − expected| ≤ tolerance·max|expected| everywhere, and NaN where NaN is expected.</summary>
    public static void RelativeToMax(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double tolerance, string what = "")
    {
        Assert.Equal(expected.Length, actual.Length);
        (double worst, int index) = Worst(expected, actual);
        Assert.True(worst <= tolerance, $"{what} differs by {worst:e2} of its maximum at {index}: {actual[index]:r}, not {expected[index]:r}.");
    }

    /// <summary>Largest |actual − expected| / max|expected| and where; infinite where only one of the two is a number.</summary>
    public static (double Worst, int Index) Worst(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual)
    {
        double scale = 0;
        foreach (double value in expected)
            if (double.IsFinite(value)) scale = Math.Max(scale, Math.Abs(value));
        double worst = 0;
        int index = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            double difference = expected[i].Equals(actual[i]) ? 0 : Math.Abs(actual[i] - expected[i]) / (scale > 0 ? scale : 1);
            if (double.IsNaN(difference)) difference = double.PositiveInfinity;
            if (difference > worst) (worst, index) = (difference, i);
        }

        return (worst, index);
    }
}
