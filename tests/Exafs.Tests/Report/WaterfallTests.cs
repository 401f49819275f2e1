using System.Collections.Immutable;
using Exafs.Adapters.Storage;
using Exafs.Report;
using Exafs.Report.Plot;

namespace Exafs.Tests.Report;

/// <summary>Curves as colours.</summary>
public sealed class WaterfallTests
{
    private static readonly ImmutableArray<double> s_r = [.. Enumerable.Range(0, 101).Select(i => 0.02 * i)];

    [Fact]
    public void Of_FewScans_HasAColumnEachAndPaperWhereThereIsNoCurve()
    {
        HeatLayer layer = Draw(Scan(1, 1), Scan(2, null), Scan(3, 3))!;

        Assert.Equal([0.5, 1.5, 2.5, 3.5], layer.X.ToArray());
        Assert.Equal((25, 0.99, 1.99), (layer.Y.Length - 1, Math.Round(layer.Y[0], 9), Math.Round(layer.Y[^1], 9)));
        Assert.Equal([1, double.NaN, 3], layer.Values[..3].ToArray());
        Assert.Equal(3, layer.Largest);
        Assert.Equal(2, new Sheet("", "", [new Panel("", new(""), new(""), [layer])]).ToSvg().Split("shape-rendering").Length - 1);
    }

    [Fact]
    public void Of_ManyScans_AreAveragedToFourHundredColumns()
    {
        HeatLayer layer = Draw([.. Enumerable.Range(1, 1001).Select(i => Scan(i, i))])!;

        Assert.Equal(334, layer.X.Length - 1);
        Assert.Equal((0.5, 1001.5), (layer.X[0], layer.X[^1]));
        Assert.Equal((2.0, 1000.5), (layer.Values[0], layer.Values[333]));
    }

    [Fact]
    public void Of_ScanOnAnotherAxis_LeavesAGap() =>
        Assert.Equal([1, double.NaN], Draw(Scan(1, 1), Scan(2, 2) with { R = [.. s_r.Select(r => r + 0.001)] })!.Values[..2].ToArray());

    [Fact]
    public void Of_NoCurve_IsNone() => Assert.Null(Draw(Scan(1, null)));

    private static HeatLayer? Draw(params ReportScan[] scans) => Waterfall.Of("g", [.. scans], scan => (scan.R, scan.ChiRMag), 1, 2);

    private static ReportScan Scan(int number, double? value) => new(
        number,
        new StoredScan { Row = number, RunId = "run", ScanId = $"{number}", Progress = "complete", Points = 1, Status = "analyzed" },
        null,
        value is null ? [] : s_r,
        value is { } all ? [.. s_r.Select(_ => all)] : []);
}
