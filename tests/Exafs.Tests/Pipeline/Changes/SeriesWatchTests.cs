using Exafs.Pipeline;
using Exafs.Pipeline.Changes;

namespace Exafs.Tests.Pipeline.Changes;

public sealed class SeriesWatchTests
{
    private static readonly SeriesKey Key = new("run", "Fe", "K");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void HeatingRun_WithAndWithoutANetwork_HasItsOnsetItsCompletionAndTheTemperature(bool withPhases)
    {
        var events = Watch(Heat(new Reports(1, withPhases), 1200, 7, 1000, 1400, 4));

        Assert.Equal([ChangeKind.Onset, ChangeKind.Completion], events.Select(e => e.Kind));
        Assert.All(events, e => Assert.Equal(withPhases ? "beta" : "spectrum", e.Cause));
        Assert.All(events, e => Assert.Equal(Branch.Heating, e.Branch));
        Assert.InRange(events[0].TemperatureKelvin!.Value.Value, 1165, 1195);
        Assert.InRange(events[0].Confidence, 0.95, 1);
        Assert.InRange(events[1].Transition!.TemperatureKelvin.Value, 1196, 1204);
        if (withPhases) Assert.Contains(events[1].Moved, moved => moved.Name == ScanFeatures.Within32 && Math.Abs(moved.Difference.Value + 2) < 0.1);
    }

    [Fact]
    public void Onset_IsAnnounced_WithinThreeScansOfTenPerCent()
    {
        for (var seed = 1; seed <= 10; seed++)
        {
            var onset = Watch(Heat(new Reports(seed), 1200, 7, 1000, 1400, 4))[0];
            var tenPerCent = (int)Math.Ceiling((1200 - (7 * Math.Log(9)) - 1000) / 4) + 1;
            Assert.InRange(int.Parse(onset.ScanId), tenPerCent - 3, tenPerCent + 3);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ThermalDrift_Alone_IsNoChange(bool withPhases)
    {
        for (var seed = 1; seed <= 5; seed++)
            Assert.Empty(Watch(Heat(new Reports(seed, withPhases), 1e6, 7, 300, 1500, 3)));
    }

    [Fact]
    public void ConstantConditions_ForThousandsOfScans_AreQuiet()
    {
        var reports = new Reports(3);
        Assert.Empty(Watch(Enumerable.Range(0, 3000).Select(_ => reports.Next(900))));
    }

    [Fact]
    public void WithoutATemperature_ItIsHeldAgainstTime()
    {
        var reports = new Reports(4);
        var events = Watch(Enumerable.Range(0, 200).Select(i => reports.Next(null, 1 / (1 + Math.Exp(-(i - 100) / 3.0)))));

        Assert.Equal([ChangeKind.Onset, ChangeKind.Completion], events.Select(e => e.Kind));
        Assert.All(events, e => Assert.Null(e.TemperatureKelvin));
        Assert.Null(events[1].Transition);
    }

    [Fact]
    public void ChangeThatGoesBack_IsAReversal()
    {
        var reports = new Reports(5);
        double Turned(int i) => i < 100 ? 0 : i < 115 ? (i - 100) / 25.0 : Math.Max(0, 0.6 - ((i - 115) / 15.0));
        var events = Watch(Enumerable.Range(0, 200).Select(i => reports.Next(i < 115 ? 1000 + (2 * i) : 1230 - (2 * (i - 115)), Turned(i))));

        Assert.Equal([ChangeKind.Onset, ChangeKind.Reversal], events.Select(e => e.Kind));
    }

    [Fact]
    public void ThereAndBack_AreTwoChanges_OnTheirOwnBranches()
    {
        var reports = new Reports(6);
        static double Turned(double t, double tc) => 1 / (1 + Math.Exp(-(t - tc) / 7));
        var events = Watch(Enumerable.Range(0, 300).Select(i => i < 150
            ? reports.Next(900 + (4 * i), Turned(900 + (4 * i), 1200))
            : reports.Next(1500 - (4 * (i - 150)), Turned(1500 - (4 * (i - 150)), 1150))));

        Assert.Equal([ChangeKind.Onset, ChangeKind.Completion, ChangeKind.Onset, ChangeKind.Completion], events.Select(e => e.Kind));
        Assert.Equal(["beta", "beta", "alpha", "alpha"], events.Select(e => e.Cause));
        Assert.Equal([Branch.Heating, Branch.Cooling], events.Where(e => e.Kind == ChangeKind.Completion).Select(e => e.Branch));
        Assert.InRange(events[3].Transition!.TemperatureKelvin.Value, 1146, 1154);
    }

    [Fact]
    public void WhatNoPhaseExplains_IsCalledUnknown()
    {
        var reports = new Reports(7);
        var events = Watch(Enumerable.Range(0, 200).Select(i => reports.Next(800, 0, Math.Clamp((i - 100) / 60.0, 0, 1))));

        Assert.Equal(ChangeKind.UnknownStructure, events[0].Kind);
        Assert.DoesNotContain(events, e => e.Kind == ChangeKind.Onset);
    }

    [Fact]
    public void InstrumentEvents_AreNamed_AndAreNoChangeOfStructure()
    {
        var reports = new Reports(8);
        var events = Watch(Enumerable.Range(0, 200).Select<int, ScanReport>(i => i switch
        {
            40 or 41 => reports.Refused("i0_loss"),
            60 => reports.Next(900, dip: 0.2),
            80 => reports.Next(900, spike: 0.1),
            >= 150 => reports.Next(900, energyShift: 1, step: 1.1),
            >= 120 => reports.Next(900, energyShift: 1),
            _ => reports.Next(900),
        }));

        Assert.All(events, e => Assert.Equal(ChangeKind.Instrument, e.Kind));
        Assert.Equal([("i0_loss", "41"), ("top_up", "61"), ("glitch", "81"), ("e0_jump", "121"), ("edge_step_jump", "151")], events.Select(e => (e.Cause, e.ScanId)));
    }

    [Fact]
    public void LossOfTheSample_IsOneEvent()
    {
        var reports = new Reports(9);
        var events = Watch(Enumerable.Range(0, 100).Select<int, ScanReport>(i => i >= 50 ? reports.Refused("no_edge") : reports.Next(900)));

        Assert.Equal("sample_loss", Assert.Single(events).Cause);
    }

    [Fact]
    public void TopUpOnEveryScan_IsHowThisBeamlineIs()
    {
        var events = Watch(Heat(new Reports(10), 1200, 7, 1000, 1400, 4, dip: 0.2));

        Assert.True(events.Count(e => e.Kind == ChangeKind.Instrument) <= 3);
        Assert.Contains(events, e => e.Kind == ChangeKind.Onset);
    }

    [Fact]
    public void ThermometerThatFailsNowAndThen_IsNoChange()
    {
        var reports = new Reports(13);
        var events = Watch(Enumerable.Range(0, 300).Select(i => Without(reports.Next(600 + (2 * i)), i % 7 == 3)));

        Assert.Empty(events);
        static ScanReport Without(Analyzed report, bool temperature) => temperature ? report with { Scan = report.Scan with { SampleTemperature = null } } : report;
    }

    [Fact]
    public void ThermometerThatComesLate_IsNoChange_AndTransitionsAreFoundInKelvin()
    {
        var reports = new Reports(14);
        var events = Watch(Enumerable.Range(0, 40).Select(_ => Cold(reports.Next(900))).Concat(Heat(reports, 1200, 7, 900, 1400, 4)));

        Assert.Equal([ChangeKind.Onset, ChangeKind.Completion], events.Select(e => e.Kind));
        Assert.InRange(events[1].Transition!.TemperatureKelvin.Value, 1196, 1204);
        static ScanReport Cold(Analyzed report) => report with { Scan = report.Scan with { SampleTemperature = null } };
    }

    /// <summary>A number that jumps with nothing to agree with it: the watch must not wait for it for ever.</summary>
    [Fact]
    public void NumberThatMovesAlone_IsLearntAnew_AndTheTransitionAfterItIsFound()
    {
        var reports = new Reports(16);
        var events = Watch(Enumerable.Range(0, 330).Select(i => reports.Next(700 + (2 * i), 1 / (1 + Math.Exp(-(700 + (2 * i) - 1250) / 7.0))) is var scan && i >= 50 ? Fewer(scan) : scan));

        Assert.Equal([ChangeKind.Onset, ChangeKind.Completion], events.Select(e => e.Kind));
        Assert.InRange(events[1].Transition!.TemperatureKelvin.Value, 1246, 1254);
        Assert.Contains(events[1].Moved, moved => moved.Name == ScanFeatures.Within32 && Math.Abs(moved.Before.Value - 13.4) < 0.1);
        static ScanReport Fewer(Analyzed scan) => scan with { Structure = new(scan.Structure!.Estimate! with { Within32 = new(scan.Structure.Estimate.Within32.Value - 0.6, 0.05) }, null) };
    }

    [Fact]
    public void ChangeThatNeverEnds_IsUsualAfterALongTime()
    {
        var reports = new Reports(15);
        var events = Watch(Enumerable.Range(0, StructuralChange.LongestScans + 200).Select(i => reports.Next(900, i < 50 ? 0 : 0.4 + (0.2 * Math.Sin(i / 3.0)))));

        Assert.Equal(ChangeKind.Onset, events[0].Kind);
        Assert.Contains(events, e => e.Kind == ChangeKind.Completion && int.Parse(e.ScanId) > StructuralChange.LongestScans);
    }

    [Fact]
    public void TheSameScans_GiveTheSameEvents_BitForBit()
    {
        ScanReport[] scans = [.. Heat(new Reports(11), 1200, 7, 1000, 1400, 4)];

        var (once, again) = (Watch(scans), Watch(scans));

        Assert.Equal(once.Select(Words), again.Select(Words));
        static string Words(ChangeEvent e) => $"{e.KindName} {e.Cause} {e.ScanId} {e.Confidence:R} {e.TemperatureKelvin?.Value:R} {e.Transition?.TemperatureKelvin.Sigma:R} {e.Detail}";
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void LearnAnew_BeforeAStep_TakesWhatFollowsForNormal(bool learnAnew)
    {
        var (reports, detection) = (new Reports(13), new ChangeDetection(new()));
        var events = new List<ChangeEvent>();
        for (var i = 0; i < 200; i++)
        {
            if (i == 100 && learnAnew) detection.LearnAnew();
            events.AddRange(detection.Next(reports.Next(900, i < 100 ? 0 : 1)).Events);
        }

        Assert.Equal(!learnAnew, events.Any(e => e.IsStructural));
    }

    [Fact]
    public void ScansThatSayNothing_DoNoHarm()
    {
        var reports = new Reports(12);
        var detection = new ChangeDetection(new());
        var nothing = reports.Next(double.NaN) with { Reduction = new() { E0 = double.NaN, Energy = [], Mu = [], Limit = new("before_edge", "") }, Structure = null };

        var findings = Enumerable.Range(0, 60).Select(i => detection.Next(i % 3 == 0 ? nothing : reports.Next(900))).ToArray();

        Assert.DoesNotContain(findings.SelectMany(f => f.Events), e => e.Cause == "internal_error" || e.IsStructural);
    }

    private static IEnumerable<ScanReport> Heat(Reports reports, double tc, double width, double from, double to, double step, double dip = 0)
    {
        for (var t = from; t <= to; t += step) yield return reports.Next(t, 1 / (1 + Math.Exp(-(t - tc) / width)), dip: dip);
    }

    private static List<ChangeEvent> Watch(IEnumerable<ScanReport> scans)
    {
        var watch = new SeriesWatch(Key, new());
        return [.. scans.SelectMany(scan => watch.Next(scan).Events)];
    }
}
