using System.Collections.Immutable;
using Exafs.Adapters.Storage;
using Exafs.Physics.Estimates;
using Exafs.Report;
using Exafs.Report.Plot;

namespace Exafs.Tests.Report;

/// <summary>Dots and bands of a number.</summary>
public sealed class TrendTests
{
    [Fact]
    public void Layers_Step_StaysAStepInTheBand()
    {
        BandLayer band = Band([.. Enumerable.Range(0, 20).Select(i => new Uncertain(i < 10 ? 8 : 12, 0.25))]);

        Assert.All(Enumerable.Range(0, 20), i => Assert.Equal((i < 10 ? 7.75 : 11.75, i < 10 ? 8.25 : 12.25), (band.Low[i], band.High[i])));
    }

    [Fact]
    public void Layers_Noise_IsSmoothedInTheBand()
    {
        BandLayer band = Band([.. Enumerable.Range(0, 20).Select(i => new Uncertain(i % 2, 1))]);

        Assert.Equal((0.4 - 1, 0.4 + 1), (band.Low[10], band.High[10]));
    }

    [Fact]
    public void Layers_ManyScans_AreAveragedWithTheErrorOfOne()
    {
        BandLayer band = Band([.. Enumerable.Range(0, 900).Select(_ => new Uncertain(2, 0.5))]);

        Assert.Equal((Trend.LargestPoints, 1.5, 2.5), (band.X.Length, band.Low[0], band.High[0]));
        Assert.Equal((2.0, 899.0), (band.X[0], band.X[^1]));
    }

    [Fact]
    public void Limits_FewOutliers_AreLeftOutside()
    {
        var (low, high) = Trend.Limits([.. Enumerable.Range(0, 299).Select(i => new Uncertain(i % 10, 0.1)), new(1e6, double.NaN)]);

        Assert.InRange(low!.Value, -2, -0.1);
        Assert.InRange(high!.Value, 9.1, 11);
        Assert.Equal((null, null), Trend.Limits([new(double.NaN, 1)]));
    }

    private static BandLayer Band(ImmutableArray<Uncertain> numbers)
    {
        var run = new ReportRun("run", [.. Enumerable.Range(1, numbers.Length).Select(i => new ReportScan(i, new StoredScan { Row = i, RunId = "run", ScanId = $"{i}", Progress = "complete", Points = 1, Status = "analyzed" }, null, [], []))], []);
        return new Trend(run).Layers(run.Legs[0], scan => numbers[scan.Number - 1], Palette.Ink, null).OfType<BandLayer>().Single();
    }
}
