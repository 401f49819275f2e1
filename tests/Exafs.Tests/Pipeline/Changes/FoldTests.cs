using Exafs.Pipeline.Changes;

namespace Exafs.Tests.Pipeline.Changes;

/// <summary>The folds that detection is made of, each against what is known in closed form.</summary>
public sealed class FoldTests
{
    [Fact]
    public void Cusum_OfAConstantShift_GrowsByShiftLessReference()
    {
        var sum = new Cusum();
        for (var i = 0; i < 10; i++) sum = sum.Next(3, 1);

        Assert.Equal(20, sum.Sum, 12);
        Assert.Equal(10, sum.Scans);
        Assert.Equal(0, sum.Next(-100, 1).Sum);
        Assert.Equal(sum, sum.Next(double.NaN, 1));
    }

    /// <summary>Siegmund's approximation of the mean time to a false alarm of a one-sided CUSUM: (exp(2k(h + 1.166)) − 2k(h + 1.166) − 1)/(2k²).</summary>
    [Fact]
    public void Cusum_OnWhiteNoise_AlarmsAsOftenAsTheoryHasIt()
    {
        const double Reference = 0.5, Threshold = 4;
        var expected = (Math.Exp(2 * Reference * (Threshold + 1.166)) - (2 * Reference * (Threshold + 1.166)) - 1) / (2 * Reference * Reference);
        var random = new Random(1);
        var (alarms, scans) = (0, 0);
        var sum = new Cusum();
        while (alarms < 400)
        {
            scans++;
            sum = sum.Next(Normal(random), Reference);
            if (sum.Sum <= Threshold) continue;
            (alarms, sum) = (alarms + 1, default);
        }

        Assert.InRange((double)scans / alarms, 0.85 * expected, 1.15 * expected);
    }

    [Fact]
    public void ChangePoint_OnAStep_IsSureWithinTwoScans()
    {
        var random = new Random(2);
        var state = new ChangePoint { ScansBetweenChanges = 1000 };
        for (var i = 0; i < 100; i++) state = state.Next(Normal(random));
        Assert.InRange(state.ProbabilityWithin(8), 0, 0.1);

        state = state.Next(6 + Normal(random)).Next(6 + Normal(random));

        Assert.InRange(state.ProbabilityWithin(2), 0.95, 1);
    }

    [Fact]
    public void ChangePoint_OnASteadySlope_SeesNoChange()
    {
        var random = new Random(3);
        var state = new ChangePoint { ScansBetweenChanges = 1000 };
        var largest = 0.0;
        for (var i = 0; i < 300; i++)
        {
            state = state.Next((0.02 * i) + Normal(random));
            if (i > 50) largest = Math.Max(largest, state.ProbabilityWithin(8));
        }

        Assert.InRange(largest, 0, 0.5);
    }

    [Fact]
    public void ChangePoint_Probabilities_GrowWithTheWindow_AndIgnoreNothingness()
    {
        var state = new ChangePoint { ScansBetweenChanges = 50 };
        for (var i = 0; i < 30; i++) state = state.Next(i < 20 ? 0 : 5);

        Assert.True(state.ProbabilityWithin(5) <= state.ProbabilityWithin(12) + 1e-12);
        Assert.InRange(state.ProbabilityWithin(12), 0.99, 1 + 1e-9);
        Assert.Same(state, state.Next(double.NaN));
    }

    [Fact]
    public void Trend_OfALine_PredictsIt_WithoutTheLatest()
    {
        var trend = new Trend { Scans = 30, Lag = 5, XSigma = 0, LeastScatter = 1e-9 };
        for (var i = 0; i < 60; i++) trend = trend.Next(i, i < 55 ? 2 + (0.5 * i) : 1e6);

        var (value, sigma) = trend.At(60);

        Assert.Equal(32, value, 6);
        Assert.InRange(sigma, 0, 1e-6);
        Assert.Equal(30, trend.Count);
    }

    [Fact]
    public void Trend_WhereXOnlyJitters_HasNoSlope()
    {
        var random = new Random(4);
        var trend = new Trend { Scans = 40, Lag = 0, XSigma = 0.5, LeastScatter = 0 };
        for (var i = 0; i < 40; i++)
        {
            var jitter = Normal(random) * 0.1;
            trend = trend.Next(900 + jitter, 1 + jitter);
        }

        // A slope of 1 would say 101 at 1000 K; the thermometer's error explains all that was seen of x.
        Assert.InRange(trend.At(1000).Value, 1, 20);
    }

    [Fact]
    public void Trend_Sigma_IsThatOfRegression()
    {
        var random = new Random(5);
        var (inside, trials) = (0, 2000);
        for (var trial = 0; trial < trials; trial++)
        {
            var trend = new Trend { Scans = 20, Lag = 0, XSigma = 0, LeastScatter = 0 };
            for (var i = 0; i < 20; i++) trend = trend.Next(i, 3 - (0.1 * i) + (0.2 * Normal(random)));
            var (value, sigma) = trend.At(30);
            if (Math.Abs(value - (0.2 * Normal(random))) < sigma) inside++;
        }

        Assert.InRange((double)inside / trials, 0.63, 0.71); // Student's t of 18 degrees: 0.67
    }

    internal static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
