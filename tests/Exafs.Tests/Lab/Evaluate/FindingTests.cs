using Exafs.Lab.Evaluate;

namespace Exafs.Tests.Lab.Evaluate;

public sealed class FindingTests
{
    [Theory]
    [InlineData(0.003, "stretch")]
    [InlineData(0.004, "stretch")]
    [InlineData(0.008, "pass")]
    [InlineData(0.0101, "FAIL")]
    [InlineData(double.NaN, "FAIL")]
    public void Verdict_OfAValue_SaysWhichLimitHolds(double value, string verdict) =>
        Assert.Equal(verdict, new Finding("t", "q", value) { Pass = Bound.AtMost(0.010), Stretch = Bound.AtMost(0.004) }.Verdict);

    [Fact]
    public void Verdict_WithoutALimit_IsNone() => Assert.Equal("", new Finding("t", "q", double.NaN).Verdict);

    [Fact]
    public void Bound_AsText_IsWhatItHolds()
    {
        Assert.Equal(("≤ 0.01", "≥ 92", "± 0.7", "60 to 76"), (Bound.AtMost(0.01).ToString(), Bound.AtLeast(92).ToString(), Bound.Within(0.7).ToString(), new Bound(60, 76).ToString()));
        Assert.True(Bound.Within(0.7).Holds(-0.7) && !Bound.Within(0.7).Holds(-0.71) && new Bound(60, 76).Holds(60));
    }

    [Fact]
    public void Deviations_OfErrors_LeaveOutWhatIsNone()
    {
        var all = Deviations.Of([1, -2, double.NaN, 4]);

        Assert.Equal((3, 1.0), (all.Count, all.Bias));
        Assert.Equal(7.0 / 3, all.MeanAbsolute, 12);
        Assert.Equal(Math.Sqrt(7), all.Rms, 12);
        Assert.True(double.IsNaN(Deviations.Of([]).Rms));
    }

    [Fact]
    public void Coverage_OfErrors_CountsThoseWithin()
    {
        var coverage = new Coverage();
        foreach (var found in new[] { 10, 10.9, 11.5, 13 }) coverage.Add(10, found, 1);
        coverage.Add(double.NaN, 1, 1);
        coverage.Add(10, 10.1, double.NaN);

        Assert.Equal((5, 0.4, 0.6), (coverage.Count, coverage.Within68, coverage.Within95));
    }

    [Fact]
    public void FoilTruth_OfIron_TakesTheNearerOfThePublishedFits()
    {
        var iron = FoilTruth.Of("Fe")!;

        Assert.Equal(0.01, iron.Sigma2Off(295, 5.83e-3 * 1.01), 9);
        Assert.Equal(-0.02, iron.Sigma2Off(60, 2.79e-3 * 0.98), 9);
        Assert.True(double.IsNaN(iron.Sigma2Off(400, 7e-3)));
        Assert.Null(FoilTruth.Of("Xx"));
    }
}
