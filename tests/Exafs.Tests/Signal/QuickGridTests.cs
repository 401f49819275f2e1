using Exafs.Signal;

namespace Exafs.Tests.Signal;

public sealed class QuickGridTests
{
    private const double D = 3.1356;

    [Fact]
    public void Around_Iron_HasTheThreeRegions()
    {
        double[] energies = [.. QuickGrid.Around(7112, D, new())!.Energies.Reverse()];

        Assert.Equal([.. energies.Order()], energies);
        Assert.Contains(energies, e => Math.Abs(e - 7082) < 1e-6);
        Assert.Equal(2, energies.Last(e => e < 7081) - energies.Last(e => e < 7079), 1e-6);
        Assert.Equal(0.25, energies.First(e => e > 7112.001) - energies.Last(e => e <= 7112.001), 1e-6);
        double[] k = [.. energies.Where(e => e > 7112 + 15).Select(e => Wavenumber.FromEnergy(e - 7112))];
        Assert.All(k.Zip(k.Skip(1)), pair => Assert.Equal(0.05, pair.Second - pair.First, 1e-9));
    }

    public static TheoryData<bool> Kinds => [true, false];

    [Theory, MemberData(nameof(Kinds))]
    public void Bin_AnyAngle_IsTheNearestOnItsSideOfTheMiddles(bool around)
    {
        QuickGrid grid = around ? QuickGrid.Around(7112, D, new())! : QuickGrid.Uniform(15, D, null);
        double[] angles = grid.Angles.ToArray();
        var random = new Random(3);
        for (int i = 0; i < 100_000; i++)
        {
            double angle = angles[0] - 0.5 + (random.NextDouble() * (angles[^1] - angles[0] + 1));
            int at = Array.BinarySearch(angles, angle), after = at >= 0 ? at : ~at;
            int nearest = after == 0 ? 0 : after == angles.Length ? angles.Length - 1 : angle - angles[after - 1] < angles[after] - angle ? after - 1 : after;
            bool outside = angle < grid.Ends(0).From || angle >= grid.Ends(angles.Length - 1).To;
            Assert.Equal(outside ? -1 : nearest, grid.Bin(angle));
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(1e300)]
    public void Bin_NoAngle_IsNone(double angle) => Assert.Equal(-1, QuickGrid.Around(7112, D, new())!.Bin(angle));

    [Fact]
    public void Uniform_AnyFirstAngle_LiesOnTheSameAngles()
    {
        double[] one = QuickGrid.Uniform(15.20001, D, null).Angles.ToArray(), other = QuickGrid.Uniform(15.9, D, null).Angles.ToArray();

        double step = one[1] - one[0];
        Assert.Equal(0.001, step, 1e-9);
        Assert.All(one.Intersect(other), angle => Assert.Equal(Math.Round(angle / step), angle / step, 1e-6));
        Assert.True(one.Intersect(other).Count() > 10_000);
    }

    [Fact]
    public void Around_EdgeBeyondTheCrystal_IsNone() => Assert.Null(QuickGrid.Around(1900, D, new()));

    [Theory]
    [InlineData(0.5)]
    [InlineData(4)]
    [InlineData(60)]
    [InlineData(89.9)]
    public void Uniform_AnyAngle_IsBoundedAndHoldsIt(double angle)
    {
        QuickGrid grid = QuickGrid.Uniform(angle, D, null);

        Assert.InRange(grid.Angles.Length, 2, 50_001);
        Assert.True(grid.Bin(angle) >= 0);
    }
}
