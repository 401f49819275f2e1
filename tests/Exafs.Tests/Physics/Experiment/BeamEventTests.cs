using Exafs.Physics.Experiment;
using Exafs.Pipeline;
using Exafs.Signal;
using static Exafs.Tests.Physics.Experiment.IronBeamtime;

namespace Exafs.Tests.Physics.Experiment;

/// <summary>What happens at a beamline, and what the monitor's quality gate and glitch finder say to it.</summary>
public class BeamEventTests
{
    private static readonly BeamlineModel Quick = new() { Grid = new ContinuousGrid { Duration = 0.5 } };

    [Fact]
    public void Measure_DefaultBeamline_PassesTheQualityGate()
    {
        var analyzed = Assert.IsType<Analyzed>(Judge(Quick.Measure()));
        Assert.Equal(E0, analyzed.Reduction.E0, 1.5);
        Assert.Equal(Foil.EdgeStep, analyzed.Reduction.EdgeStep, 0.02);
    }

    [Theory]
    [InlineData(0.1, null)]
    [InlineData(0.3, null)]
    [InlineData(0.3, 0.02)]
    public void Measure_BeamDumped_IsRejectedForLossOfI0(double at, double? lasting)
    {
        var dump = new BeamDump(Start.AddSeconds(at), lasting is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
        var rejected = Assert.IsType<Rejected>(Judge((Quick with { Events = [dump] }).Measure()));
        Assert.Equal("i0_loss", rejected.Defect.Reason);
    }

    [Fact]
    public void Measure_BeamDumpedAfterTheScan_IsAnalyzed() =>
        Assert.IsType<Analyzed>(Judge((Quick with { Events = [new BeamDump(Start.AddSeconds(1))] }).Measure()));

    [Fact]
    public void Measure_DipsAtTopUp_AreInI0AndCancelInTheRatio()
    {
        var dipping = Ideal with { Ring = new() { RefillInterval = 20, DipDepth = 0.5, DampingTime = 2 } };
        var still = Ideal with { Ring = dipping.Ring with { DipDepth = 0 } };
        var (with, without) = (dipping.Measure(), still.Measure());
        var part = with.I0.Zip(without.I0, (a, b) => a / b).ToArray();

        Assert.InRange(part.Min(), 0.5, 0.65);
        Assert.InRange(part.Count(x => x < 0.8) / (double)part.Length, 0.05, 0.15);
        Assert.All(with.Mu().Mu.Zip(without.Mu().Mu), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }

    [Fact]
    public void Measure_OneTopUpMore_DipsAndRecovers()
    {
        var topUp = new TopUp(Start.AddSeconds(60), 0.3, TimeSpan.FromSeconds(5));
        var part = (Ideal with { Events = [topUp] }).Measure().I0.Zip(Ideal.Measure().I0, (a, b) => a / b).ToArray();
        Assert.All(part[..99], x => Assert.Equal(1, x, 1e-12));
        Assert.InRange(part.Min(), 0.7, 0.73);
        Assert.Equal(1, part[^1], 1e-9);
    }

    [Fact]
    public void Measure_DecayingRing_LosesFluxByItsLifetime()
    {
        var ring = new StorageRing { RefillInterval = 43_200, Lifetime = 7200, DipDepth = 0 };
        var scan = (Ideal with { Ring = ring, FluxSlope = 0, I0 = Ideal.I0 with { Absorbed = 0.999999999999 } }).Measure();
        var perPhoton = Math.Log(scan.I0[^1] / scan.I0[0]) - Math.Log(scan.Energy[^1] / scan.Energy[0]);
        Assert.Equal(-(scan.Time[^1] - scan.Time[0]) / 7200, perPhoton, 1e-6);
    }

    [Fact]
    public void Measure_BraggGlitch_IsInI0AndItsMismatchIsFoundByTheGlitchFinder()
    {
        var at = Steps.Sweep(E0, ScanDirection.Up)[300].Energy;
        BeamlineModel With(double mismatch) => Clean with { Monochromator = Clean.Monochromator with { Glitches = [new BraggGlitch(at, 0.4, 2, mismatch)] } };
        var glitched = With(0.1).Measure();

        Assert.InRange(glitched.I0[300] / Clean.Measure().I0[300], 0.59, 0.61);
        Assert.Equal([300], GlitchFinder.Repair(glitched.Mu(), E0, new()).Replaced.ToArray());
        Assert.Empty(GlitchFinder.Repair(With(0).Measure().Mu(), E0, new()).Replaced);
    }

    [Theory]
    [InlineData(Detector.I0, 0.3)]
    [InlineData(Detector.ITrans, -0.2)]
    public void Measure_Spike_HitsOneReadingAndIsFound(Detector detector, double size)
    {
        var point = Steps.Sweep(E0, ScanDirection.Up)[260];
        var spiked = (Clean with { Events = [new GlitchSpike(Start.AddSeconds(point.Time + 0.1), detector, size)] }).Measure();

        Assert.Equal([260], GlitchFinder.Repair(spiked.Mu(), E0, new()).Replaced.ToArray());
        var quiet = Clean.Measure();
        var counts = detector == Detector.I0 ? spiked.I0.Zip(quiet.I0) : spiked.ITrans.Zip(quiet.ITrans);
        Assert.Equal(1 + size, counts.ElementAt(260).First / counts.ElementAt(260).Second, 1e-3);
    }

    [Fact]
    public void Measure_DeadReference_LeavesTheSampleAndReadsNothing()
    {
        var scan = (Quick with { Events = [new DeadReference(Start.AddSeconds(-1))] }).Measure();
        Assert.Equal([.. Quick.Measure().ITrans], (double[])[.. scan.ITrans]);
        Assert.InRange(scan.IRefer.Select(Math.Abs).Max(), 0, 5);
        Assert.NotNull(Absorption.Of(scan, new() { Mode = MeasurementMode.Reference }).Defect);
        Assert.IsType<Analyzed>(Judge(scan));
    }

    [Fact]
    public void Measure_TooMuchGainBeforeTheEdge_IsRejectedAsSaturated()
    {
        var rejected = Assert.IsType<Rejected>(Judge((Quick with { ITrans = Quick.ITrans with { Gain = 1e7 } }).Measure()));
        Assert.Equal("saturated_channel", rejected.Defect.Reason);
        Assert.Contains("itrans", rejected.Defect.Detail, StringComparison.Ordinal);
    }

    private static ScanReport Judge(Scan scan) => new Analyzer(new AnalysisOptions { Rebin = new() }).Analyze([scan])[0];
}
