using System.Collections.Immutable;
using Exafs.Signal;

namespace Exafs.Tests.Signal;

public class AbsorptionTests
{
    private static readonly Scan Good = new()
    {
        RunId = "run",
        ScanId = "1",
        Energy = [.. Enumerable.Range(0, 200).Select(i => 7000.0 + i)],
        I0 = [.. Enumerable.Range(0, 200).Select(i => 1000.0 + i)],
        ITrans = [.. Enumerable.Range(0, 200).Select(i => 500.0 - i)],
        IRefer = [.. Enumerable.Repeat(100.0, 200)],
        IFluor = [new("left", "counts", [.. Enumerable.Repeat(7.0, 200)]), new("right", "counts", [.. Enumerable.Range(0, 200).Select(i => (double)i)])],
        Mu = [.. Enumerable.Range(0, 200).Select(i => i - 100.0)],
    };

    [Theory]
    [InlineData(MeasurementMode.Transmission, 10, 0.723300)]
    [InlineData(MeasurementMode.Fluorescence, 10, 17.0 / 1010)]
    [InlineData(MeasurementMode.Reference, 10, 1.589235)]
    [InlineData(MeasurementMode.Mu, 10, -90.0)]
    public void Of_GoodScan_GivesTheFormula(MeasurementMode mode, int index, double expected)
    {
        Spectrum spectrum = Absorption.Of(Good, new() { Mode = mode }).Spectrum!;
        Assert.Equal(Good.Energy, spectrum.Energy);
        Assert.Equal(expected, spectrum.Mu[index], 1e-5);
    }

    [Fact]
    public void Of_ElementLeftOut_DoesNotCount()
    {
        AbsorptionParameters parameters = new() { Mode = MeasurementMode.Fluorescence, ExcludedElements = ["right"] };
        Assert.Equal(7.0 / 1010, Absorption.Of(Good, parameters).Spectrum!.Mu[10], 1e-15);
    }

    [Fact]
    public void Of_ReferenceReadyMade_IsTaken() =>
        Assert.True(Good.Mu.SequenceEqual(Absorption.Of(Good with { MuReference = Good.Mu, IRefer = [] }, new() { Mode = MeasurementMode.Reference }).Spectrum!.Mu));

    [Fact]
    public void Of_IsolatedBadPoints_AreDroppedAndCounted()
    {
        Scan scan = Good with { I0 = Good.I0.SetItem(3, 0).SetItem(50, double.NaN), ITrans = Good.ITrans.SetItem(50, -1).SetItem(199, -5) };
        AbsorptionResult result = Absorption.Of(scan, new());
        Assert.Equal([3, 50, 199], result.Dropped.ToArray());
        Assert.Equal(197, result.Spectrum!.Energy.Length);
        Assert.Equal(197, result.Spectrum.Mu.Length);
        Assert.DoesNotContain(7050, result.Spectrum.Energy);
        Assert.All(result.Spectrum.Mu, mu => Assert.True(double.IsFinite(mu)));
    }

    [Theory]
    [InlineData(0.0, "dead_channel")]
    [InlineData(-3.0, "negative_channel")]
    [InlineData(double.NaN, "not_finite")]
    [InlineData(double.PositiveInfinity, "not_finite")]
    public void Of_BadChannel_NamesItAndCounts(double value, string reason)
    {
        ImmutableArray<double> broken = [.. Good.ITrans.Select((v, i) => i % 10 == 0 ? value : v)];
        AbsorptionResult result = Absorption.Of(Good with { ITrans = broken }, new());
        Assert.Null(result.Spectrum);
        Assert.Equal(reason, result.Defect!.Reason);
        Assert.Contains("itrans", result.Defect.Detail, StringComparison.Ordinal);
        Assert.Contains("20", result.Defect.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_GapWithinTheAllowedFraction_IsADefect()
    {
        ImmutableArray<double> gap = Good.I0;
        for (int i = 80; i < 84; i++) gap = gap.SetItem(i, 0);
        Assert.Equal("dead_channel", Absorption.Of(Good with { I0 = gap }, new()).Defect!.Reason);
        Assert.Equal(4, Absorption.Of(Good with { I0 = gap }, new() { MaxBadRun = 4 }).DroppedPoints);
    }

    [Fact]
    public void Of_RatioThatOverflows_IsADefect()
    {
        Scan scan = Good with { I0 = [.. Enumerable.Repeat(1e300, 200)], ITrans = [.. Enumerable.Repeat(1e-300, 200)] };
        Assert.Equal("not_finite", Absorption.Of(scan, new()).Defect!.Reason);
    }

    [Fact]
    public void Of_ZeroCountsOfAnElement_AreCounts()
    {
        AbsorptionResult result = Absorption.Of(Good, new() { Mode = MeasurementMode.Fluorescence, ExcludedElements = ["left"] });
        Assert.Equal(0, result.DroppedPoints);
        Assert.Equal(0, result.Spectrum!.Mu[0]);
    }

    [Fact]
    public void Of_AllElementsZero_IsDead()
    {
        Scan scan = Good with { IFluor = [new("left", "counts", [.. new double[200]])] };
        Assert.Equal("dead_channel", Absorption.Of(scan, new() { Mode = MeasurementMode.Fluorescence }).Defect!.Reason);
    }

    [Fact]
    public void Of_MissingOrUnequalChannels_AreDefects()
    {
        Assert.Equal("empty_scan", Absorption.Of(Good with { Energy = [] }, new()).Defect!.Reason);
        Assert.Equal("missing_channel", Absorption.Of(Good with { I0 = [] }, new()).Defect!.Reason);
        Assert.Equal("missing_channel", Absorption.Of(Good with { IFluor = [] }, new() { Mode = MeasurementMode.Fluorescence }).Defect!.Reason);
        Assert.Equal("unequal_lengths", Absorption.Of(Good with { I0 = [1, 2] }, new()).Defect!.Reason);
    }

    [Fact]
    public void Of_ScanThatIsDefective_KeepsItsDefect()
    {
        Defect known = new("truncated_frame", "as seen by the source");
        Assert.Same(known, Absorption.Of(Good with { Defect = known }, new()).Defect);
    }
}
