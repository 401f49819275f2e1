using System.Text;
using Exafs.Adapters.ScanV1;
using Exafs.Adapters.Streams;
using Exafs.Adapters.Streams.Odin;
using Exafs.Signal;

namespace Exafs.Tests.Adapters.Streams.Odin;

public sealed class OdinMetaDecoderTests
{
    // Frames 0 and 1 of one element: counts 8 and 16, factors 1.5 and infinite.
    private const string GoldenHeader =
        """{"plugin":"xspress","parameter":"xspress_scalars","type":"raw","header":{"acqID":"acq1","rank":0,"frame_id":0,"qty_scalars":9,"channel_index":0,"number_of_channels":1,"number_of_frames":2}}""";

    private const string GoldenScalars =
        "e8030000" + "64000000" + "01000000" + "0a000000" + "09000000" + "08000000" + "07000000" + "06000000" + "e8030000"
        + "e8030000" + "00000000" + "00000000" + "00000000" + "00000000" + "10000000" + "00000000" + "00000000" + "e8030000";

    private const string GoldenFactors = "000000000000f83f" + "000000000000f07f";

    private static readonly byte[][] s_scalars = [Encoding.UTF8.GetBytes(GoldenHeader), Convert.FromHexString(GoldenScalars)];
    private static readonly byte[][] s_factors = [Encoding.UTF8.GetBytes(GoldenHeader.Replace("xspress_scalars", "xspress_dtc")), Convert.FromHexString(GoldenFactors)];

    [Fact]
    public void Decode_GoldenFrames_AreCorrectedForDeadTime()
    {
        OdinMetaDecoder decoder = New(new() { EnergyGrid = [7000, 7001, 7002] });

        Assert.Empty(decoder.Decode(StepsToScans.Message(s_scalars)));
        ScanV1Message points = decoder.Decode(StepsToScans.Message(s_factors))[^1];

        Assert.Equal(0, points.FirstPoint);
        Assert.Equal([7000.0, 7001.0], points.Energy.ToArray());
        Assert.Equal([12.0, 16.0], points.IFluor.Single().Values.ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    public void Decode_Scans_AreTheScansBitForBit(int framesPerMessage)
    {
        Scan sent = ScanExamples.Scan(40) with { I0 = ScanExamples.Column(40, i => 1e6 / (i + 3.0)) };

        Scan[] scans = StepsToScans.Of(New(OdinMetaMessages.Map(sent)), [.. OdinMetaMessages.Of(sent, "acq1", framesPerMessage), .. OdinMetaMessages.Of(sent, "acq2", framesPerMessage)]);

        Assert.Equal(2, scans.Length);
        Assert.All(scans, scan =>
        {
            Assert.Equal((ScanProgress.Complete, null), (scan.Progress, scan.Defect));
            Assert.Equal(sent.Energy.ToArray(), scan.Energy.ToArray());
            Assert.Equal(sent.I0.ToArray(), scan.I0.ToArray());
            Assert.Equal(sent.IFluor.Select(c => c.Values.ToArray()), scan.IFluor.Select(c => c.Values.ToArray()));
        });
        Assert.StartsWith("acq1-", scans[0].ScanId);
        Assert.StartsWith("acq2-", scans[1].ScanId);
    }

    [Fact]
    public void Decode_SeveralProcesses_AreJoinedInAnyOrder()
    {
        Scan sent = ScanExamples.Scan(40);
        byte[][][] a = [.. Enumerable.Range(0, 3).SelectMany(k => OdinMetaMessages.Of(sent, $"acq{k}", 5, 0, 1))];
        byte[][][] b = [.. Enumerable.Range(0, 3).SelectMany(k => OdinMetaMessages.Of(sent, $"acq{k}", 8, 1, 2))];
        ChannelMap map = OdinMetaMessages.Map(sent) with { IFluor = ["fluo_1", "fluo_2"] };

        foreach (byte[][][] order in (byte[][][][])[[.. a, .. b], [.. b, .. a], Interleaved(a, b)])
        {
            Scan[] scans = StepsToScans.Of(New(map), order);

            Assert.Equal(3, scans.Length);
            Assert.All(scans, scan => Assert.Equal((ScanProgress.Complete, null), (scan.Progress, scan.Defect)));
            Assert.All(scans, scan => Assert.Equal(sent.IFluor.Select(c => c.Values.ToArray()), scan.IFluor.Select(c => c.Values.ToArray())));
            Assert.All(scans, scan => Assert.Equal(sent.I0.ToArray(), scan.I0.ToArray()));
        }
    }

    [Fact]
    public void Decode_ElementsThatWereNotNamed_AreSaidOnce()
    {
        Scan sent = ScanExamples.Scan(40);
        ChannelMap map = new() { EnergyGrid = sent.Energy };

        Scan[] scans = StepsToScans.Of(New(map), Interleaved([.. OdinMetaMessages.Of(sent, "acq", 5, 0, 1)], [.. OdinMetaMessages.Of(sent, "acq", 5, 1, 2)]));

        Assert.Equal([null, "unplanned_elements"], scans.Select(s => s.Defect?.Reason).Order());
        Assert.Equal(["fluo_1"], scans.Single(s => s.Defect is null).IFluor.Select(c => c.Name));
    }

    [Fact]
    public void Decode_ElementThatSaysNothing_IsSaidOnceAndBounded()
    {
        Scan sent = ScanExamples.Scan(200_000);
        OdinMetaDecoder decoder = New(OdinMetaMessages.Map(sent) with { IFluor = ["fluo_1", "fluo_2"] });

        ScanV1Message[] said = [.. OdinMetaMessages.Of(sent, "acq", 10_000, 0, 1).SelectMany(m => decoder.Decode(StepsToScans.Message(m)))];

        Assert.Equal(["missing_elements"], said.Select(m => m.Defect?.Reason));
    }

    [Fact]
    public void Decode_LostMessage_IsLostPointsAndTheNextScanIsUnharmed()
    {
        Scan sent = ScanExamples.Scan(40);

        for (int lost = 0; lost < 18; lost++)
        {
            Scan[] scans = StepsToScans.Of(New(OdinMetaMessages.Map(sent)), [.. OdinMetaMessages.Of(sent, "acq1").Where((_, i) => i != lost), .. OdinMetaMessages.Of(sent, "acq2")]);

            Assert.Equal(2, scans.Length);
            string? reason = lost % 3 == 2 ? null : lost >= 15 ? "incomplete" : "lost_points"; // estimates are not needed
            Assert.Equal(reason, scans[0].Defect?.Reason);
            Assert.Null(scans[1].Defect);
        }
    }

    [Fact]
    public void Decode_OneAcquisitionOfManySweeps_TurnsWithTheEnergies()
    {
        Scan sent = ScanExamples.Scan(10) with { Energy = [7000, 7001, 7002, 7003, 7004, 7003, 7002, 7001, 7000, 6999] };
        var messages = Enumerable.Range(0, 3).SelectMany(sweep => OdinMetaMessages.Of(sent, "acq", 4, firstFrame: 10 * sweep));

        Scan[] scans = StepsToScans.Of(New(OdinMetaMessages.Map(sent)), messages);

        Assert.Equal([ScanDirection.Up, ScanDirection.Down, ScanDirection.Up, ScanDirection.Down, ScanDirection.Up, ScanDirection.Down], scans.Select(s => s.Direction));
        Assert.All(scans, s => Assert.Equal((5, null), (s.Energy.Length, s.Defect)));
        Assert.Equal(sent.IFluor[0].Values.Skip(5), scans[1].IFluor[0].Values);
    }

    [Theory]
    [InlineData("""{"plugin":"xspress","parameter":"xspress_scalars","type":"raw","header":"not read"}""", "missing_field")]
    [InlineData("""{"plugin":"xspress","parameter":"xspress_dtc","type":"raw","header":{"acqID":"a","frame_id":-1,"number_of_channels":1}}""", "missing_field")]
    [InlineData("""{"plugin":"xspress","parameter":"xspress_dtc","type":"raw","header":{"acqID":"a","frame_id":1,"number_of_channels":0}}""", "bad_value")]
    [InlineData("""{"plugin":"xspress","parameter":"xspress_dtc","type":"raw","header":{"acqID":"a","frame_id":1,"number_of_channels":1,"number_of_frames":4611686018427387904}}""", "length_mismatch")]
    [InlineData("""{"plugin":"xspress","parameter":"xspress_dtc","type":"raw","header":{"acqID":"a","frame_id":1,"number_of_channels":9}}""", "length_mismatch")]
    [InlineData("""{"jsonversion":4,"bitmode":16}""", "unknown_format")]
    [InlineData("""{"plugin":"\ud800","parameter":"x","type":"raw"}""", "not_json")]
    [InlineData("[1,2]", "unknown_format")]
    [InlineData("{", "not_json")]
    public void Decode_WhatIsNoSuchMessage_IsACleanDefect(string header, string reason)
    {
        byte[][] frames = [Encoding.UTF8.GetBytes(header), new byte[16]];

        Assert.Equal(reason, New(new() { EnergyGrid = [7000] }).Decode(StepsToScans.Message(frames)).Single().Defect?.Reason);
        Assert.Equal(reason, New(new()).Observe(StepsToScans.Message(frames)).Defect?.Reason);
        Assert.Equal("missing_frame", New(new()).Decode(StepsToScans.Message(frames[0])).Single().Defect?.Reason);
    }

    [Theory]
    [InlineData("integer", "feffffff", "int32", -2.0)]
    [InlineData("uint64", "0300000000000000", "uint64", 3.0)]
    [InlineData("double", "0000000000002440", "float64", 10.0)]
    [InlineData("string", "616263", "string", double.NaN)]
    [InlineData("raw", "616263", "raw", double.NaN)]
    [InlineData("double", "61", "double", double.NaN)]
    public void Observe_AnyParameter_HasItsValue(string type, string value, string asType, double number)
    {
        string header = $$$"""{"plugin":"hdf","parameter":"speed","type":"{{{type}}}","header":{}}""";

        StreamObservation seen = New(new()).Observe(StepsToScans.Message(Encoding.UTF8.GetBytes(header), Convert.FromHexString(value)));

        Assert.Equal(("speed", "speed", asType, number), (seen.Kind, seen.Readings.Single().Name, seen.Readings.Single().Type, seen.Readings.Single().Last));
        Assert.Empty(New(new()).Decode(StepsToScans.Message(Encoding.UTF8.GetBytes(header), Convert.FromHexString(value))));
    }

    [Fact]
    public void Observe_Scalars_NamesThem()
    {
        StreamObservation seen = New(new()).Observe(StepsToScans.Message(s_scalars));

        Assert.Equal("xspress_scalars", seen.Kind);
        StreamReading counts = seen.Readings.Single(r => r.Name == "fluo_1.in_window_0");
        Assert.Equal((8.0, 16.0, 16.0, 2), (counts.Least, counts.Largest, counts.Last, counts.Shape.Single()));
    }

    [Fact]
    public void Recognises_OnlyItsOwn()
    {
        Assert.True(OdinMetaDecoder.Recognises(StepsToScans.Message(s_scalars)));
        Assert.False(OdinMetaDecoder.Recognises(StepsToScans.Message(s_scalars[0])));
        Assert.False(OdinLiveViewDecoder.Recognises(StepsToScans.Message(s_scalars)));
    }

    [Fact]
    public void Decode_AnyTruncationOrChange_NeverThrows()
    {
        StepsToScans.AssertSurvives(() => New(new() { EnergyGrid = [7000, 7001, 7002] }), OdinMetaDecoder.Recognises, s_scalars);
        StepsToScans.AssertSurvives(() => New(new() { EnergyGrid = [7000, 7001, 7002] }), OdinMetaDecoder.Recognises, s_factors);
    }

    private static byte[][][] Interleaved(byte[][][] a, byte[][][] b) =>
        [.. Enumerable.Range(0, Math.Max(a.Length, b.Length)).SelectMany(i => a.Skip(i).Take(1).Concat(b.Skip(i).Take(1)))];

    private static OdinMetaDecoder New(ChannelMap map) => new(new() { Format = StreamFormat.OdinMeta, Channels = map });
}
