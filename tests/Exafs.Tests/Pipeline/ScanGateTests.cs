using System.Collections.Immutable;
using Exafs.Pipeline;
using Exafs.Signal;

namespace Exafs.Tests.Pipeline;

/// <summary>Every reason of the quality gate, one by one, on a scan that is good but for one thing.</summary>
public class ScanGateTests
{
    private static readonly Scan Good = Synthetic.Scan();

    public static readonly Dictionary<string, (string Reason, Scan Scan)> Cases = new()
    {
        ["undecodable frame"] = ("truncated_frame", Good with { Defect = new Defect("truncated_frame", "12 of 80 bytes") }),
        ["aborted by the beamline"] = ("aborted", Good with { Progress = ScanProgress.Aborted }),
        ["three points"] = ("too_few_points", Synthetic.Scan(points: 3)),
        ["no arrays at all"] = ("too_few_points", new Scan { RunId = "r", ScanId = "1", Energy = default }),
        ["energies in keV"] = ("energy_unit", Good with { Energy = [.. Good.Energy.Select(e => e / 1000)] }),
        ["energies in meV"] = ("energy_unit", Good with { Energy = [.. Good.Energy.Select(e => e * 1000)] }),
        ["all energies NaN"] = ("not_finite", Good with { Energy = [.. Good.Energy.Select(_ => double.NaN)] }),
        ["many readings NaN"] = ("not_finite", Good with { ITrans = [.. Good.ITrans.Select((x, i) => i % 7 == 0 ? double.NaN : x)] }),
        ["I0 all zero"] = ("dead_channel", Good with { I0 = [.. Good.I0.Select(_ => 0.0)] }),
        ["I0 constant"] = ("dead_channel", Good with { I0 = [.. Good.I0.Select(_ => 7.0)] }),
        ["ITrans negative"] = ("negative_channel", Good with { ITrans = [.. Good.ITrans.Select(x => -x)] }),
        ["ITrans saturated"] = ("saturated_channel", Good with { ITrans = [.. Good.ITrans.Select(x => Math.Min(x, Good.ITrans.Max() / 1.5))] }),
        ["beam dumped at 40 %"] = ("i0_loss", Good with { I0 = [.. Good.I0.Select((x, i) => i > 160 ? 12.0 : x)], ITrans = [.. Good.ITrans.Select((x, i) => i > 160 ? 5.0 + (i % 3) : x)] }),
        ["beam gone for most of the scan"] = ("i0_loss", Good with { I0 = [.. Good.I0.Select((x, i) => i > 60 ? 0 : x)] }),
        ["I0 not measured"] = ("missing_channel", Good with { I0 = [] }),
        ["one reading short"] = ("unequal_lengths", Good with { ITrans = Good.ITrans[1..] }),
        ["straight line"] = ("no_edge", Mu(e => 1 - (e / 50_000))),
        ["smooth curve"] = ("no_edge", Mu(e => Math.Pow(8800 / e, 3))),
        ["noise alone"] = ("no_edge", Mu(_ => 0, noise: 1)),
        ["ends at the edge"] = ("before_edge", Good with { Energy = Good.Energy[..70], I0 = Good.I0[..70], ITrans = Good.ITrans[..70] }),
        ["ends soon after the edge"] = ("too_short_for_chi", Good with { Energy = Good.Energy[..80], I0 = Good.I0[..80], ITrans = Good.ITrans[..80] }),
        ["ends at k = 4"] = ("too_short", Good with { Energy = Good.Energy[..98], I0 = Good.I0[..98], ITrans = Good.ITrans[..98] }),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Analyze_OneThingWrong_IsRejectedWithItsReasonAndTheNextScanIsUnharmed(string name)
    {
        var (reason, scan) = Cases[name];
        var options = new AnalysisOptions { E0Policy = E0Policy.Fixed, Reduction = new() { E0 = Synthetic.E0 }, Quality = new() { KMaxMinimumPerAngstrom = 6 } };
        var reports = new Analyzer(options).Analyze([scan, Good]);

        Assert.Equal(reason, Assert.IsType<Rejected>(reports[0]).Defect.Reason);
        Assert.IsType<Analyzed>(reports[1]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Analyze_GrowingScan_IsNeverRejectedUnlessTheSourceSaysSo(string name)
    {
        var (reason, scan) = Cases[name];
        var report = new Analyzer(new AnalysisOptions()).Analyze([scan with { Progress = ScanProgress.Growing }])[0];

        if (scan.Defect is null)
            Assert.IsType<Analyzed>(report);
        else
            Assert.Equal(reason, Assert.IsType<Rejected>(report).Defect.Reason);
    }

    [Fact]
    public void Analyze_OneDeadElementOfTwo_IsAnalyzed()
    {
        ImmutableArray<double> live = [.. Good.Energy.Select((e, i) => Good.I0[i] * Synthetic.Mu(e))];
        var scan = Good with { ITrans = [], IFluor = [new Channel("a", "counts", live), new Channel("b", "counts", [.. live.Select(_ => 0.0)])] };

        Assert.IsType<Analyzed>(new Analyzer(new AnalysisOptions()).Analyze([scan])[0]);
    }

    [Fact]
    public void Analyze_OneSaturatedElementOfTwo_NamesIt()
    {
        ImmutableArray<double> live = [.. Good.Energy.Select((e, i) => Good.I0[i] * Synthetic.Mu(e))];
        var scan = Good with { ITrans = [], IFluor = [new Channel("a", "counts", live), new Channel("b", "counts", [.. live.Select(x => Math.Min(x, 1.5e6))])] };

        var rejected = Assert.IsType<Rejected>(new Analyzer(new AnalysisOptions()).Analyze([scan])[0]);
        Assert.Equal("saturated_channel", rejected.Defect.Reason);
        Assert.Contains("ifluor b", rejected.Defect.Detail);
    }

    private static Scan Mu(Func<double, double> mu, double noise = 1e-4)
    {
        var random = new Random(1);
        return Good with { I0 = [], ITrans = [], Mu = [.. Good.Energy.Select(e => mu(e) + (noise * (random.NextDouble() - 0.5)))] };
    }
}
