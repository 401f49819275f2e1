using System.Collections.Immutable;
using Exafs.Pipeline.Changes;
using Exafs.Report;

namespace Exafs.Tests.Report;

/// <summary>Where a run turns.</summary>
public sealed class LegTests
{
    [Fact]
    public void Of_UpAndDownWithNoise_TurnsOnceAtTheTop()
    {
        var random = new Random(1);
        ImmutableArray<double> kelvin = [.. Enumerable.Range(0, 401).Select(i => 1500 - (6 * Math.Abs(i - 200)) + random.NextDouble())];

        var legs = Leg.Of(kelvin);

        Assert.Equal([Branch.Heating, Branch.Cooling], legs.Select(leg => leg.Branch));
        Assert.Equal((0, 400), (legs[0].First, legs[1].Last));
        Assert.InRange(legs[0].Last, 198, 202);
        Assert.Equal(legs[0].Last + 1, legs[1].First);
    }

    [Fact]
    public void Of_CoolingAndHeatingAgain_HasBoth() =>
        Assert.Equal([new Leg(Branch.Cooling, 0, 3), new Leg(Branch.Heating, 4, 7)], Leg.Of([900, 800, 700, 600, 700, 800, 850, 900]).ToArray());

    [Fact]
    public void Of_ScansWithoutTemperature_BelongToTheLegAroundThem() =>
        Assert.Equal([new Leg(Branch.Heating, 0, 5)], Leg.Of([double.NaN, 300, double.NaN, 400, 500, double.NaN]).ToArray());

    [Theory]
    [InlineData(300.0, 300.4, 299.8, 301.0)]
    [InlineData(double.NaN, double.NaN, double.NaN, double.NaN)]
    public void Of_NoRamp_IsConstant(params double[] kelvin) => Assert.Equal([new Leg(Branch.Constant, 0, kelvin.Length - 1)], Leg.Of([.. kelvin]).ToArray());

    [Fact]
    public void Of_NoScan_IsNone() => Assert.Empty(Leg.Of([]));
}
