using Exafs.Lab.Evaluate;

namespace Exafs.Tests.Lab.Evaluate;

public sealed class StatisticsTests
{
    [Fact]
    public void Slope_OfAStraightLine_IsItsOwn()
    {
        Assert.Equal(-0.25, Statistics.Slope([(-3, 3.25), (0, 2.5), (1, 2.25), (5, 1.25)]), 12);
        Assert.Equal(0.5, Statistics.Slope([(0, 0), (0, 2), (2, 1), (2, 3)]), 12);
    }

    [Fact]
    public void Slope_OfOnePlace_IsNone()
    {
        Assert.True(double.IsNaN(Statistics.Slope([(1, 2), (1, 3)])));
        Assert.True(double.IsNaN(Statistics.Slope([])));
    }

    [Theory]
    [InlineData(new[] { 0.8, 0.9 }, new[] { 0.1, 0.2, 0.3 }, 1)]
    [InlineData(new[] { 0.1, 0.2 }, new[] { 0.8, 0.9 }, 0)]
    [InlineData(new[] { 0.5, 0.5 }, new[] { 0.5 }, 0.5)]
    [InlineData(new[] { 0.4, 0.7 }, new[] { 0.3, 0.4, 0.5 }, 0.75)] // of six pairs four are won, one is drawn, one lost
    public void Auroc_OfScores_CountsThePairsThatAreWon(double[] unlike, double[] like, double expected) => Assert.Equal(expected, Statistics.Auroc(unlike, like), 12);

    [Fact]
    public void Auroc_WithNothingToCompare_IsNone() => Assert.True(double.IsNaN(Statistics.Auroc([], [0.5])) && double.IsNaN(Statistics.Auroc([0.5], [])));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.5, 2.5)]
    [InlineData(1, 4)]
    [InlineData(0.9, 3.7)]
    public void Quantile_BetweenTwo_IsInterpolated(double part, double expected) => Assert.Equal(expected, Statistics.Quantile([4, 1, 3, 2], part), 12);

    [Fact]
    public void RFactor_OverARange_LeavesTheRestOut()
    {
        double[] x = [1, 2, 3, 4], truth = [9, 1, 2, 9], found = [0, 1.5, 2, 0];

        Assert.Equal(0.25 / 5, Statistics.RFactor(x, found, truth, 2, 3), 12);
        Assert.Equal(0, Statistics.RFactor(x, truth, truth, 1, 4));
    }
}
