using Exafs.Physics.Structures;

namespace Exafs.Tests.Physics.Structures;

public sealed class ShellsTests
{
    private static readonly RadialGrid s_grid = RadialGrid.Between(1.5, 6, 0.05);

    [Fact]
    public void Between_AroundAGaussian_GivesItsMoments()
    {
        Shell shell = Shells.Between(Distribution(r => 12 * Gaussian(r, 2.5, 0.006)), 1.8, 3.2);

        Assert.Equal(12, shell.CoordinationNumber, 1e-4);
        Assert.Equal(2.5, shell.Distance, 1e-5);
        Assert.Equal(0.006, shell.Sigma2, 2e-6);
        Assert.Equal(0, shell.ThirdCumulant, 1e-6);
    }

    [Fact]
    public void Between_AroundAGammaDistribution_GivesItsThirdCumulant()
    {
        // Shape 4, scale s from 2.2 Å on: mean 4s, variance 4s², third cumulant 8s³.
        const double S = 0.06;
        Shell shell = Shells.Between(Distribution(r => r <= 2.2 ? 0 : 10.8 * Math.Pow((r - 2.2) / S, 3) * Math.Exp(-(r - 2.2) / S) / (6 * S)), 1.5, 4.5);

        Assert.Equal(10.8, shell.CoordinationNumber, 1e-3);
        Assert.Equal(2.2 + (4 * S), shell.Distance, 1e-4);
        Assert.Equal(4 * S * S, shell.Sigma2, 5e-5);
        Assert.Equal(8 * S * S * S, shell.ThirdCumulant, 2e-5);
    }

    [Fact]
    public void Between_WhereNothingIs_HasNoDistance()
    {
        Shell shell = Shells.Between(Distribution(r => Gaussian(r, 2.5, 0.006)), 4, 5);

        Assert.Equal(0, shell.CoordinationNumber, 1e-9);
        Assert.Equal(new(0, double.NaN, double.NaN, double.NaN), Shells.Between(Distribution(_ => 0), 2, 3));
    }

    [Fact]
    public void First_OfALiquid_EndsInTheValleyOfG()
    {
        PairDistribution liquid = Distribution(r => (11 * Gaussian(r, 2.6, 0.04)) + (30 * Gaussian(r, 4.7, 0.16)) + (r * r * 0.05));

        Assert.InRange(Shells.FirstMinimum(liquid)!.Value, 3.3, 3.7);
        Assert.InRange(Shells.First(liquid).CoordinationNumber, 11, 12.5);
        Assert.Equal(Shells.Between(liquid, 0, Shells.FirstMinimum(liquid)!.Value), Shells.First(liquid));
    }

    [Fact]
    public void FirstMinimum_BetweenShellsOfACrystal_IsTheMiddleOfTheGap()
    {
        PairDistribution crystal = Distribution(r => (12 * Gaussian(r, 2.55, 0.003)) + (6 * Gaussian(r, 3.6, 0.003)));

        Assert.Equal(3.1, Shells.FirstMinimum(crystal)!.Value, 0.1);
    }

    [Fact]
    public void FirstMinimum_OfASinglePeak_IsNone() => Assert.Null(Shells.FirstMinimum(Distribution(r => Gaussian(r, 2.5, 0.01))));

    private static double Gaussian(double r, double mean, double variance) => Math.Exp(-(r - mean) * (r - mean) / (2 * variance)) / Math.Sqrt(2 * Math.PI * variance);

    /// <summary>What counting gives: the mean over each bin.</summary>
    private static PairDistribution Distribution(Func<double, double> neighboursPerAngstrom) => new(s_grid,
        [.. s_grid.R.Select(r => Enumerable.Range(0, 50).Average(i => neighboursPerAngstrom(r + ((((i + 0.5) / 50) - 0.5) * s_grid.Step))))], 0.085);
}
