using Exafs.Adapters.ScanV1;
using Exafs.Adapters.Streams;
using Exafs.Adapters.Streams.Xspress;
using Exafs.Signal;

namespace Exafs.Tests.Adapters.Streams.Xspress;

public sealed class XspressDecoderTests
{
    // Frame 2 of elements 4 and 5: nine scalars each, factors 1.5 and NaN, estimates 9 and 10, one auxiliary with two bins.
    private const string Golden =
        "02000000" + "02000000" + "01000000" + "02000000" + "09000000" + "03000000"
        + "e8030000" + "64000000" + "01000000" + "0a000000" + "09000000" + "08000000" + "07000000" + "06000000" + "e8030000"
        + "e8030000" + "00000000" + "00000000" + "00000000" + "00000000" + "05000000" + "00000000" + "00000000" + "e8030000"
        + "000000000000f83f" + "000000000000f87f" + "0000000000002240" + "0000000000002440"
        + "01000000" + "02000000" + "03000000" + "04000000";

    private static readonly byte[] s_golden = Convert.FromHexString(Golden);

    [Fact]
    public void Decode_GoldenFrame_IsCorrectedForDeadTime()
    {
        ScanV1Message points = New(new() { EnergyGrid = [7000, 7001, 7002] }).Decode(StepsToScans.Message(s_golden))[1];

        Assert.Equal((2, 7002.0), (points.FirstPoint, points.Energy.Single()));
        Assert.Equal([("fluo_4", 12.0), ("fluo_5", 5.0)], points.IFluor.Select(c => (c.Name, c.Values.Single())));
    }

    [Fact]
    public void Decode_EventWidth_IsTheFactorOfItsFormula()
    {
        ScanV1Message points = New(new() { EnergyGrid = [7000, 7001, 7002], EventWidth = 9 }).Decode(StepsToScans.Message(s_golden))[1];

        Assert.Equal(8 * (1000.0 / (1000 - ((10 * 10) + 100))), points.IFluor[0].Values.Single());
        Assert.Equal(5.0, points.IFluor[1].Values.Single());
    }

    [Theory]
    [InlineData(10, 0, 5, 6, 1)]
    [InlineData(1000, 100, 200, 9, double.PositiveInfinity)]
    [InlineData(1000, 0, 0, 9, 1)]
    public void DeadTime_OfExtremes_IsOneOrBeyondAllBounds(double ticks, double resets, double events, double width, double factor)
    {
        byte[] frame = XspressMessages.Frame(0, [(4, 1)], 0, 1);
        uint[] scalars = [(uint)ticks, (uint)resets, 0, (uint)events, 0, 4, 0, 0, 0];
        Buffer.BlockCopy(scalars, 0, frame, 24, 36);

        ScanV1Message points = New(new() { EnergyGrid = [7000, 7001], EventWidth = width }).Decode(StepsToScans.Message(frame))[1];

        Assert.Equal(4 * factor, points.IFluor[0].Values.Single());
    }

    [Fact]
    public void Decode_Scans_AreTheScansBitForBit()
    {
        Scan sent = ScanExamples.Scan(40) with { I0 = ScanExamples.Column(40, i => 1e6 / (i + 3.0)) };

        Scan[] scans = StepsToScans.Of(New(XspressMessages.Map(sent)), [.. XspressMessages.Of(sent), .. XspressMessages.Of(sent, firstFrame: 40), .. XspressMessages.Of(sent)]);

        Assert.Equal(3, scans.Length);
        Assert.All(scans, scan =>
        {
            Assert.Equal((ScanProgress.Complete, null), (scan.Progress, scan.Defect));
            Assert.Equal((sent.RunId, sent.Element, sent.Edge, ScanDirection.Up, 40), (scan.RunId, scan.Element, scan.Edge, scan.Direction, scan.PointsPlanned));
            Assert.Equal(sent.Energy.ToArray(), scan.Energy.ToArray());
            Assert.Equal(sent.I0.ToArray(), scan.I0.ToArray());
            Assert.Equal(["fluo_1", "fluo_2"], scan.IFluor.Select(c => c.Name));
            Assert.Equal(sent.IFluor.Select(c => c.Values.ToArray()), scan.IFluor.Select(c => c.Values.ToArray()));
        });
        Assert.Equal([1, 2, 3], scans.Select(s => s.Sequence));
        Assert.Equal(3, scans.Select(s => s.ScanId).Distinct().Count());
    }

    [Fact]
    public void Decode_LostFrame_IsLostPoints()
    {
        Scan sent = ScanExamples.Scan(10);

        Scan[] scans = StepsToScans.Of(New(XspressMessages.Map(sent)), [.. XspressMessages.Of(sent).Where((_, i) => i != 4), .. XspressMessages.Of(sent)]);

        Assert.Equal(["lost_points", null], scans.Select(s => s.Defect?.Reason));
    }

    [Fact]
    public void Decode_JoinedLate_LosesThatScanAlone()
    {
        Scan sent = ScanExamples.Scan(10);

        Scan[] scans = StepsToScans.Of(New(XspressMessages.Map(sent)), [.. XspressMessages.Of(sent).Skip(6), .. XspressMessages.Of(sent)]);

        Assert.Equal(["lost_points", null], scans.Select(s => s.Defect?.Reason));
    }

    [Fact]
    public void Decode_AcquisitionThatStops_IsIncomplete()
    {
        Scan sent = ScanExamples.Scan(10);

        Scan[] scans = StepsToScans.Of(New(XspressMessages.Map(sent)), [.. XspressMessages.Of(sent).Take(6), .. XspressMessages.Of(sent), .. XspressMessages.Of(sent).Take(3)]);

        Assert.Equal(["incomplete", null, "publisher_died"], scans.Select(s => s.Defect?.Reason));
    }

    [Fact]
    public void Decode_NoEnergies_IsSaidOnceAnAcquisition()
    {
        Scan sent = ScanExamples.Scan(10);

        Scan[] scans = StepsToScans.Of(New(new()), [.. XspressMessages.Of(sent), .. XspressMessages.Of(sent)]);

        Assert.Equal(["no_energies", "no_energies"], scans.Select(s => s.Defect?.Reason));
    }

    [Fact]
    public void Decode_NoIncidentBeam_IsRejectedByTheReductionWithAClearReason()
    {
        Scan sent = ScanExamples.Scan(10);

        Scan scan = Assert.Single(StepsToScans.Of(New(new() { EnergyGrid = sent.Energy }), XspressMessages.Of(sent)));

        Assert.Null(scan.Defect);
        Assert.Equal(3, scan.IFluor.Length);
        Assert.Contains("i0", Absorption.Of(scan, new AbsorptionParameters { Mode = MeasurementMode.Fluorescence }).Defect!.Detail);
    }

    [Fact]
    public void Decode_ElementsByName_AreThoseAlone()
    {
        Scan sent = ScanExamples.Scan(10);

        Scan scan = Assert.Single(StepsToScans.Of(New(XspressMessages.Map(sent) with { IFluor = ["fluo_2"] }), XspressMessages.Of(sent)));

        Assert.Equal(["fluo_2"], scan.IFluor.Select(c => c.Name));
        Assert.Equal("missing_field", StepsToScans.Of(New(XspressMessages.Map(sent) with { I0 = "I0" }), XspressMessages.Of(sent))[0].Defect?.Reason);
    }

    [Fact]
    public void Recognises_OnlyTheExactLength()
    {
        Assert.True(XspressDecoder.Recognises(StepsToScans.Message(s_golden)));
        Assert.False(XspressDecoder.Recognises(StepsToScans.Message([.. s_golden, 0])));
        Assert.False(XspressDecoder.Recognises(StepsToScans.Message(s_golden[..^1])));
        Assert.False(XspressDecoder.Recognises(StepsToScans.Message(new byte[24])));
        Assert.False(XspressDecoder.Recognises(StepsToScans.Message(s_golden, s_golden)));
    }

    [Fact]
    public void Observe_GoldenFrame_NamesItsElements()
    {
        StreamObservation seen = New(new()).Observe(StepsToScans.Message(s_golden));

        Assert.Equal(("frame", 2L, "fluo_4"), (seen.Kind, seen.Sequence, seen.Series));
        Assert.Equal([("fluo_4", 8.0), ("fluo_4.dtc", 1.5), ("fluo_4.inp_est", 9), ("fluo_4.spectrum_sum", 3)], seen.Readings.Take(4).Select(r => (r.Name, r.Last)));
    }

    [Fact]
    public void Decode_AnyTruncationOrChange_NeverThrows()
    {
        StepsToScans.AssertSurvives(() => New(new() { EnergyGrid = [7000, 7001, 7002] }), XspressDecoder.Recognises, [s_golden]);
        Assert.All(Enumerable.Range(0, s_golden.Length), n => Assert.NotNull(New(new()).Decode(StepsToScans.Message(s_golden[..n]))[0].Defect));
    }

    private static XspressDecoder New(ChannelMap map) => new(new() { Format = StreamFormat.Xspress, Channels = map });
}
