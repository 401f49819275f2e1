using Exafs.Inference.Targets;

namespace Exafs.Tests.Inference.Targets;

public sealed class QuantitiesTests
{
    private static readonly double[] Bcc = [14, 0.085, 8, 2.48, 0.005, 1e-4, 6, 2.87, 0.007, 0, 12, 4.06, 0.008, 0];
    private static readonly double[] Fcc = [12, 0.082, 12, 2.56, 0.02, 8e-4, 6, 3.62, 0.03, -3e-4, 24, 4.43, 0.03, 2e-4];
    private static readonly double[] Liquid = [10.7, 0.074, .. Enumerable.Repeat(double.NaN, 12)];

    [Fact]
    public void Names_AreAsManyAsQuantities() =>
        Assert.Equal((14, "n_within_3_2", "density_per_angstrom3", "n1", "r2_angstrom", "c3_3_angstrom3"),
            (Quantities.Names.Length, Quantities.Names[0], Quantities.Names[1], Quantities.Names[2], Quantities.Names[7], Quantities.Names[13]));

    [Fact]
    public void Mix_OfOnePart_IsThatPart()
    {
        foreach (var part in new[] { Bcc, Liquid })
        {
            var mixture = Mixed(part, part, 0.3);
            for (var i = 0; i < part.Length; i++) Assert.Equal(part[i], mixture[i], 1e-12);
        }
    }

    [Fact]
    public void Mix_OfTwoPhases_IsTheirSumAsOneDistribution()
    {
        var mixture = Mixed(Bcc, Fcc, 0.25);

        // 2 neighbours at 2.48 Å, 9 at 2.56 Å.
        Assert.Equal(11, mixture[2], 1e-12);
        Assert.Equal(((2 * 2.48) + (9 * 2.56)) / 11, mixture[3], 1e-12);
        Assert.Equal(((2 * (0.005 + (2.48 * 2.48))) + (9 * (0.02 + (2.56 * 2.56)))) / 11, mixture[4] + (mixture[3] * mixture[3]), 1e-12);
        Assert.Equal(Third(Bcc, 2) + Third(Fcc, 9), 11 * RawThird(mixture[3], mixture[4], mixture[5]), 1e-9);
        Assert.Equal(12.5, mixture[0], 1e-12);
        Assert.Equal(1 / ((0.25 / 0.085) + (0.75 / 0.082)), mixture[1], 1e-12);

        static double Third(double[] part, double count) => count * RawThird(part[3], part[4], part[5]);
        static double RawThird(double mean, double variance, double third) => third + (3 * variance * mean) + (mean * mean * mean);
    }

    [Fact]
    public void Mix_WithALiquid_HasNoFirstShell_AndFurtherOnesOnlyWhereTheCrystalPrevails()
    {
        double[] crystal = Mixed(Bcc, Liquid, 0.6), liquid = Mixed(Bcc, Liquid, 0.4);

        Assert.All(crystal[..2].Concat(liquid[..2]), value => Assert.True(double.IsFinite(value)));
        Assert.All(crystal[2..6].Concat(liquid[2..]), value => Assert.True(double.IsNaN(value)));
        Assert.Equal(Bcc[6..], crystal[6..]);
    }

    [Fact]
    public void QuantityScale_OfSomeRows_BringsThemToMean0AndDeviation1()
    {
        var scale = QuantityScale.Of([.. Bcc, .. Liquid, .. Fcc]);

        Assert.Equal(2.52, scale.Mean[3], 1e-12);
        Assert.Equal(0.04, scale.Deviation[3], 1e-12);
        Assert.Equal(1, scale.Normalised(3, 2.56), 1e-9);
        Assert.Equal(2.56, scale.Restored(3, 1), 1e-12);
        // All alike, but for a hundredth of themselves.
        Assert.Equal(0.06, scale.Deviation[6], 1e-12);
    }

    private static double[] Mixed(double[] a, double[] b, double weight)
    {
        var mixture = new double[Quantities.Count];
        Quantities.Mix([.. a, .. b], [weight, 1 - weight], mixture);
        return mixture;
    }
}
