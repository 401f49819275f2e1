using Exafs.Report.Plot;

namespace Exafs.Tests.Report.Plot;

/// <summary>The numbers of an axis.</summary>
public sealed class TicksTests
{
    [Theory]
    [InlineData(0, 14, 5, "0 2 4 6 8 10 12 14")]
    [InlineData(1.5, 8, 5, "2 3 4 5 6 7 8")]
    [InlineData(-3, 3, 5, "−3 −2 −1 0 1 2 3")]
    [InlineData(0, 0.03, 5, "0 0.005 0.010 0.015 0.020 0.025 0.030")]
    [InlineData(-0.2, 0.31, 5, "−0.2 −0.1 0 0.1 0.2 0.3")]
    [InlineData(7000, 8100, 4, "7000 7200 7400 7600 7800 8000")]
    [InlineData(0, 2e7, 4, "0 5e6 1e7 1.5e7 2e7")]
    [InlineData(2.5e-6, 7.5e-6, 5, "3e−6 4e−6 5e−6 6e−6 7e−6")]
    public void Of_Range_GivesRoundNumbersWithinIt(double min, double max, int wanted, string expected) =>
        Assert.Equal(expected, string.Join(' ', Ticks.Of(min, max, wanted).Labels));

    [Theory]
    [InlineData(-2.9, 2.7, -3, 3)]
    [InlineData(0, 41, 0, 45)]
    [InlineData(0.0051, 0.0148, 0.005, 0.015)]
    public void Widened_Range_EndsAtHalfSteps(double min, double max, double low, double high)
    {
        var (widenedLow, widenedHigh) = Ticks.Widened(min, max, 5);

        Assert.Equal((low, high), (Math.Round(widenedLow, 9), Math.Round(widenedHigh, 9)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7112)]
    [InlineData(-1e-9)]
    public void Widened_OneValue_IsARangeAroundIt(double value)
    {
        var (low, high) = Ticks.Widened(value, value, 5);

        Assert.True(low < value && value < high, $"{low} {value} {high}");
    }
}
