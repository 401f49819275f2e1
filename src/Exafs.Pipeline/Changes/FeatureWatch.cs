namespace Exafs.Pipeline.Changes;

/// <summary>One feature held against its own trend. A value: <see cref="Next"/> gives the state after one more scan.</summary>
public sealed record FeatureWatch
{
    /// <summary>Further off says no more about when it began.</summary>
    private const double LargestDeviation = 12;

    private readonly ChangeOptions _options;
    private readonly double _least;

    /// <param name="name">As in <see cref="ScanFeatures"/>.</param>
    /// <param name="least">Change that means something, in the feature's unit.</param>
    /// <param name="xSigma">Error of what it is held against.</param>
    /// <param name="options">When it has moved.</param>
    public FeatureWatch(string name, double least, double xSigma, ChangeOptions options)
    {
        (Name, _least, _options) = (name, least, options);
        Trend = new() { Scans = options.TrendScans, Lag = options.TrendLagScans, XSigma = xSigma, LeastScatter = least / 20 };
        Changes = new() { ScansBetweenChanges = options.ScansBetweenChanges };
    }

    public string Name { get; }

    public Trend Trend { get; private init; }

    public ChangePoint Changes { get; private init; }

    /// <summary>Of the latest scan: the feature.</summary>
    public double Value { get; private init; } = double.NaN;

    /// <summary>What it would be had nothing changed.</summary>
    public double Expected { get; private init; } = double.NaN;

    /// <summary>Standard error of the difference.</summary>
    public double Sigma { get; private init; } = double.NaN;

    /// <summary>Deviation in standard errors; NaN where it cannot be told.</summary>
    public double Deviations => (Value - Expected) / Sigma;

    /// <summary>Probability that it has changed since the scans that the trend is made of began.</summary>
    public double Probability => Changes.ProbabilityWithin(_options.TrendScans + _options.TrendLagScans);

    /// <summary>It has changed, beyond doubt and by more than a trifle.</summary>
    public bool Moved => Math.Abs(Value - Expected) > _least && Math.Abs(Deviations) > _options.DeviationsMinimum && Probability > _options.ProbabilityMinimum;

    /// <param name="x">Temperature, or time.</param>
    /// <param name="y">The feature; NaN: not measured.</param>
    /// <param name="learn">Whether the scan may be learnt from.</param>
    public FeatureWatch Next(double x, double y, bool learn)
    {
        var (expected, sigma) = Trend.Count >= _options.BaselineScans / 2 ? Trend.At(x) : (double.NaN, double.NaN);
        var deviations = (y - expected) / sigma;
        return this with
        {
            Value = y,
            Expected = expected,
            Sigma = sigma,
            Changes = Changes.Next(Math.Clamp(deviations, -LargestDeviation, LargestDeviation)),
            Trend = learn ? Trend.Next(x, y) : Trend,
        };
    }

    /// <summary>The same feature, nothing known of it.</summary>
    public FeatureWatch Restarted() => new(Name, _least, Trend.XSigma, _options);
}
