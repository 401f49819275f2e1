namespace Exafs.Monitor;

/// <summary>Mean and standard deviation of what came so far, by Welford's recurrence. A value: <see cref="Next"/> gives the state after one more.</summary>
internal readonly record struct Spread(long Count, double Mean, double SumOfSquares)
{
    /// <summary>Standard deviation of the sample; NaN before the second value.</summary>
    public double Deviation => Math.Sqrt(SumOfSquares / (Count - 1));

    public Spread Next(double value)
    {
        if (!double.IsFinite(value))
            return this;
        var mean = Mean + ((value - Mean) / (Count + 1));
        return new Spread(Count + 1, mean, SumOfSquares + ((value - Mean) * (value - mean)));
    }

    /// <summary>Such as "2.531 ± 0.012".</summary>
    public string ToString(string format) => Count switch
    {
        0 => "–",
        1 => Mean.ToString(format),
        _ => $"{Mean.ToString(format)} ± {Deviation.ToString(format)}",
    };
}
