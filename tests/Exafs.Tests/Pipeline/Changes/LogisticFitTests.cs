using Exafs.Pipeline.Changes;
using static Exafs.Tests.Pipeline.Changes.FoldTests;

namespace Exafs.Tests.Pipeline.Changes;

public sealed class LogisticFitTests
{
    [Theory]
    [InlineData(1200, 7, 4, false)]
    [InlineData(1150, 7, 4, true)]
    [InlineData(1187, 30, 2, false)]
    public void Fit_OfAnExactCurve_FindsIt(double tc, double width, double step, bool cooling)
    {
        var (kelvin, y) = Curve(tc, width, step, cooling, 0, 1);

        var fit = LogisticFit.Of(kelvin, y, double.NaN, 0.5)!;

        Assert.Equal(tc, fit.TemperatureKelvin.Value, 3);
        Assert.Equal(2 * Math.Log(9) * width, fit.WidthKelvin.Value, 2);
        Assert.Equal(0.5, fit.TemperatureKelvin.Sigma, 2); // the thermometer alone
    }

    [Fact]
    public void Fit_Intervals_HoldTheTruth_AsOftenAsTheySay()
    {
        var (inside, trials) = (0, 400);
        for (var seed = 0; seed < trials; seed++)
        {
            var (kelvin, y) = Curve(1200 + (seed % 7), 6, 4, seed % 2 == 0, 0.05, seed);
            var fit = LogisticFit.Of(kelvin, y, double.NaN, 1e-3)!;
            if (Math.Abs(fit.TemperatureKelvin.Value - (1200 + (seed % 7))) < 1.96 * fit.TemperatureKelvin.Sigma) inside++;
        }

        Assert.InRange((double)inside / trials, 0.9, 0.99);
    }

    [Fact]
    public void Fit_OfAJumpBetweenTwoScans_SaysBetweenThem()
    {
        double[] kelvin = [.. Enumerable.Range(0, 30).Select(i => 1000 + (10.0 * i))], y = [.. kelvin.Select(t => t < 1155 ? 0.0 : 1)];

        var fit = LogisticFit.Of(kelvin, y, double.NaN, 0.1)!;

        Assert.InRange(fit.TemperatureKelvin.Value, 1150, 1160);
        Assert.InRange(fit.TemperatureKelvin.Sigma, 2.5, 6);
    }

    [Fact]
    public void Fit_WithoutASpanOfTemperature_IsNone()
    {
        Assert.Null(LogisticFit.Of([900, 900.1, 899.9, 900, 900.2, 900], [0, 0, 0.5, 1, 1, 1], double.NaN, 0.5));
        Assert.Null(LogisticFit.Of([900, 910], [0, 1], double.NaN, 0.5));
        Assert.Null(LogisticFit.Of([.. Enumerable.Range(0, 20).Select(i => 900.0 + i)], new double[20], double.NaN, 0.5) is { } fit && !double.IsFinite(fit.TemperatureKelvin.Value) ? fit : null);
    }

    private static (double[] Kelvin, double[] Y) Curve(double tc, double width, double step, bool cooling, double noise, int seed)
    {
        var random = new Random(seed);
        var count = (int)(300 / step);
        double[] kelvin = [.. Enumerable.Range(0, count).Select(i => tc - 147 + (step * (cooling ? count - 1 - i : i)))];
        return (kelvin, [.. kelvin.Select(t => 0.01 + (0.97 / (1 + Math.Exp(-(t - tc) / width))) + (noise * Normal(random)))]);
    }
}
