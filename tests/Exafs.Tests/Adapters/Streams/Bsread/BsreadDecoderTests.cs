using System.Collections.Immutable;
using System.Text;
using Exafs.Adapters.ScanV1;
using Exafs.Adapters.Streams;
using Exafs.Adapters.Streams.Bsread;
using Exafs.Signal;

namespace Exafs.Tests.Adapters.Streams.Bsread;

/// <summary>bsread, as PSI's senders in Python, Java, C++ and Rust write it.</summary>
public sealed class BsreadDecoderTests
{
    private static readonly Scan s_scan = ScanExamples.Scan(60);

    [Theory]
    [InlineData(false, "none", false, "none")]
    [InlineData(false, "lz4", true, "lz4")]
    [InlineData(false, "bitshuffle_lz4", true, "bitshuffle_lz4")]
    [InlineData(true, "none", true, "none")]
    [InlineData(true, "lz4", false, "lz4")]
    [InlineData(true, "lz4", true, "bitshuffle_lz4")]
    [InlineData(true, "bitshuffle_lz4", false, "lz4")]
    [InlineData(true, "bitshuffle_lz4", true, "none")]
    public void Decode_WhatASourceSent_IsTheSameScan(bool whole, string compression, bool bigEndian, string headerCompression)
    {
        Scan scan = Assert.Single(DecodedScans.Of(Decoder(), BsreadMessages.Of(s_scan, whole, compression, bigEndian, headerCompression)));

        DecodedScans.AssertSameSpectrum(s_scan, scan);
        Assert.Equal("bsread", scan.RunId);
        Assert.Equal(s_scan.Channels.Single(c => c.Name == "pressure").Values.ToArray(), scan.Channels.Single(c => c.Name == "OTHER:pressure").Values.ToArray());
        Assert.Equal(s_scan.EndTime, scan.EndTime);
        if (whole)
            Assert.Equal("1000", scan.ScanId);
        else
            Assert.Equal(s_scan.Time.ToArray(), scan.Time.ToArray());
    }

    [Fact]
    public void Decode_ScansOneAfterAnother_AreToldApartByTheEnergy()
    {
        IEnumerable<byte[][]> messages = Enumerable.Range(0, 3).SelectMany(i => BsreadMessages.Of(s_scan, firstPulse: 1000 + (i * 60)));

        ImmutableArray<Scan> scans = DecodedScans.Of(Decoder(), messages);

        Assert.Equal(3, scans.Length);
        Assert.All(scans, scan => DecodedScans.AssertSameSpectrum(s_scan, scan));
    }

    [Fact]
    public void Decode_JoinedLateAndWithLostPulses_IsAScanOfWhatCame()
    {
        byte[][][] messages = [.. BsreadMessages.Of(s_scan)];

        Scan scan = Assert.Single(DecodedScans.Of(Decoder(), messages[10..30].Concat(messages[33..])));

        Assert.Null(scan.Defect);
        Assert.Equal(s_scan.Energy[10..30].Concat(s_scan.Energy[33..]), scan.Energy);
    }

    [Fact]
    public void Decode_DataHeaderThatDidNotChange_MayBeEmptyOrLeftOut()
    {
        byte[][][] messages = [.. BsreadMessages.Of(s_scan)];
        IEnumerable<byte[][]> sent = messages.Select((m, i) => i == 0 ? m : i % 2 == 0 ? [m[0], [], .. m[2..]] : [m[0], .. m[2..]]);

        DecodedScans.AssertSameSpectrum(s_scan, Assert.Single(DecodedScans.Of(Decoder(), sent)));
        ScanV1Message unknown = Assert.Single(Decoder().Decode(DecodedScans.Message(messages[0][0], [])));
        Assert.Equal("missing_header", unknown.Defect!.Reason);
    }

    [Fact]
    public void Decode_HashThatIsAConstant_DoesNotHideAnotherHeader()
    {
        (byte[] a, byte[] b) = (Header("energy", "I0", "It"), Header("I0", "energy", "It"));
        BsreadDecoder decoder = new(new());
        byte[] time = BsreadMessages.Time(1_772_366_400, 0);
        byte[][] Pulse(byte[] header, params double[] values) =>
            [BsreadMessages.MainHeader(1, header, hash: "0"), header, .. values.SelectMany(v => new[] { BsreadMessages.Value([v]), time })];

        Scan scan = Assert.Single(DecodedScans.Of(decoder, [Pulse(a, 7000, 100, 50), Pulse(b, 101, 7010, 51), Pulse(a, 7020, 102, 52)]));

        Assert.Equal([7000.0, 7010, 7020], scan.Energy.ToArray());
        Assert.Equal([100.0, 101, 102], scan.I0.ToArray());
        Assert.Contains("not the MD5", decoder.Observe(DecodedScans.Message(Pulse(a, 1, 2, 3))).Remark);
    }

    [Fact]
    public void Decode_ChannelThatIsAbsent_MakesNoPoint_ButASlowTemperatureMay()
    {
        byte[] header = Header("energy", "I0", "It", "sample_temp");
        byte[] time = BsreadMessages.Time(1_772_366_400, 0);
        byte[][] Pulse(params double[] values) =>
            [BsreadMessages.MainHeader(1, header), header, .. values.SelectMany(v => double.IsNaN(v) ? new byte[][] { [], [] } : [BsreadMessages.Value([v]), time])];

        Scan scan = Assert.Single(DecodedScans.Of(new BsreadDecoder(new()), [
            Pulse(7000, 10, 5, 300), Pulse(7001, double.NaN, 5, double.NaN), Pulse(double.NaN, 10, 5, 900), Pulse(7002, 11, 6, double.NaN), Pulse(7003, 12, 7, 302)]));

        Assert.Null(scan.Defect);
        Assert.Equal([7000.0, 7002, 7003], scan.Energy.ToArray());
        Assert.Equal(301, scan.SampleTemperature);
    }

    [Fact]
    public void Decode_ChannelThatCountsScans_TellsThemApart_AndMayComeSeldom()
    {
        byte[] header = Header("energy", "I0", "It", "count");
        byte[] time = BsreadMessages.Time(1_772_366_400, 0);
        byte[][] Pulse(double energy, double? number) =>
            [BsreadMessages.MainHeader(1, header), header, .. new[] { energy, 10, 5 }.SelectMany(v => new[] { BsreadMessages.Value([v]), time }), number is { } n ? BsreadMessages.Value([n]) : [], number is null ? [] : time];

        ImmutableArray<Scan> scans = DecodedScans.Of(new BsreadDecoder(new() { Channels = new() { ScanNumber = "count" } }),
            [Pulse(7000, 1), Pulse(7001, null), Pulse(7002, 2), Pulse(7003, null), Pulse(7004, null)]);

        Assert.Equal([2, 3], scans.Select(s => s.Energy.Length));
    }

    [Fact]
    public void Decode_ImageAndTextBesideAScan_AreLeftOut()
    {
        string[] channels = [BsreadMessages.Channel("energy", "float64", 3), BsreadMessages.Channel("I0", "float64", 3), BsreadMessages.Channel("It", "float64", 3),
            """{"name": "CAMERA", "type": "uint16", "shape": [4, 2], "compression": "zstd"}""", """{"name": "note", "type": "string"}""", BsreadMessages.Channel("pressure", "float64", 1)];
        byte[] header = BsreadMessages.HeaderBytes(BsreadMessages.DataHeader(channels)), time = BsreadMessages.Time(1_772_366_400, 0);
        byte[][] frames = [BsreadMessages.MainHeader(7, header), header, BsreadMessages.Value([1, 2, 3]), time, BsreadMessages.Value([4, 5, 6]), time, BsreadMessages.Value([7, 8, 9]), time,
            new byte[5], time, "hot"u8.ToArray(), time, BsreadMessages.Value([1e5]), time];
        var decoder = new BsreadDecoder(new());

        Scan scan = Assert.Single(DecodedScans.Of(decoder, [frames]));
        StreamObservation seen = decoder.Observe(DecodedScans.Message(frames));

        Assert.Null(scan.Defect);
        Assert.Equal([7.0, 8, 9], scan.ITrans.ToArray());
        Assert.Equal(["pressure"], scan.Channels.Select(c => c.Name));
        Assert.Null(seen.Defect);
        Assert.Equal(("uint16", "2 4", double.NaN), seen.Readings.Where(r => r.Name == "CAMERA").Select(r => (r.Type, string.Join(' ', r.Shape), r.Least)).Single());
        Assert.Equal(("string", double.NaN), seen.Readings.Where(r => r.Name == "note").Select(r => (r.Type, r.Last)).Single());
    }

    [Theory]
    [InlineData("""{"htype":"bsr_m-1.0","pulse_id":5,"hash":"0","global_timestamp":{"epoch":1772366400,"ns":250000000}}""", 5, 1_772_366_400.25)]
    [InlineData("""{"htype":"bsr_m-1.1","hash":"0","global_timestamp":{"sec":1772366400}}""", 0, 1_772_366_400)] // Java leaves out what is 0
    [InlineData("""{"new":[1,{"a":2}],"global_timestamp":{"sec":1772366400.0,"ns":5e8,"x":1},"hash":"0","pulse_id":5.0,"htype":"bsr_m-1.1","dh_compression":null}""", 5, 1_772_366_400.5)]
    [InlineData("""{"htype":"bsr_m-1.1","pulse_id":5}""", 5, double.NaN)]
    public void Observe_MainHeadersOfAllWriters_AreUnderstood(string main, long pulse, double seconds)
    {
        byte[] header = """{"htype":"bsr_d-1.0","channels":[{"name":"a"}]}"""u8.ToArray();

        StreamObservation seen = Decoder().Observe(DecodedScans.Message(Encoding.UTF8.GetBytes(main), header, BsreadMessages.Value([3.5]), []));

        Assert.Null(seen.Defect);
        Assert.Equal(("pulse", pulse), (seen.Kind, seen.Sequence));
        Assert.Equal(new("a", "", "float64", [], 3.5, 3.5, 3.5, double.IsNaN(seconds) ? null : seconds), Assert.Single(seen.Readings) with { Shape = [] });
    }

    [Fact]
    public void Observe_PulsesAtOneDistance_CountUpByOne()
    {
        byte[] header = """{"htype":"bsr_d-1.1","channels":[{"name":"a","modulo":10,"offset":3}]}"""u8.ToArray();
        BsreadDecoder decoder = Decoder();

        Assert.Equal([100L, 101], new long[] { 1003, 1013 }.Select(pulse => decoder.Observe(DecodedScans.Message(BsreadMessages.MainHeader(pulse, header), header, BsreadMessages.Value([1]), [])).Sequence!.Value));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Observe_TimesInTheOtherByteOrder_AreUnderstood(bool bigEndian)
    {
        byte[] header = BsreadMessages.HeaderBytes(BsreadMessages.DataHeader([BsreadMessages.Channel("a", "float64", 1, bigEndian)]));

        StreamObservation seen = Decoder().Observe(DecodedScans.Message(BsreadMessages.MainHeader(1, header), header, BsreadMessages.Value([2], bigEndian), BsreadMessages.Time(1_700_000_000, 5, !bigEndian)));

        Assert.Equal((2.0, 1_700_000_000 + 5e-9), seen.Readings.Select(r => (r.Last, r.Time!.Value)).Single());
    }

    [Fact]
    public void Decode_Commands_EndAScanOrAreStepsOver()
    {
        BsreadDecoder decoder = Decoder();
        foreach (byte[][] message in BsreadMessages.Of(s_scan))
            decoder.Decode(DecodedScans.Message(message));

        Assert.Empty(decoder.Decode(DecodedScans.Message("""{"htype":"bsr_reconnect-1.0","address":"tcp://x:1"}"""u8.ToArray())));
        ScanV1Message end = Assert.Single(decoder.Decode(DecodedScans.Message("""{"htype":"bsr_stop-1.0","sentMessages":60}"""u8.ToArray())));
        Assert.Equal((ScanV1MessageType.End, 60), (end.Type, end.Points));
        Assert.Equal("stop", decoder.Observe(DecodedScans.Message("""{"htype":"bsr_stop-1.0"}"""u8.ToArray())).Kind);
    }

    [Fact]
    public void Decode_SourceWithoutASpectrum_SaysSoOnce()
    {
        byte[] header = Header("TEMP", "PRESSURE");
        byte[][] pulse = [BsreadMessages.MainHeader(1, header), header, BsreadMessages.Value([1]), [], BsreadMessages.Value([2]), []];
        var decoder = new BsreadDecoder(new());

        Assert.Equal("missing_field", Assert.Single(decoder.Decode(DecodedScans.Message(pulse))).Defect!.Reason);
        Assert.Empty(decoder.Decode(DecodedScans.Message(pulse)));
        StreamObservation seen = decoder.Observe(DecodedScans.Message(pulse));
        Assert.Null(seen.Defect);
        Assert.Contains("no channel of the energy", seen.Remark);
    }

    [Fact]
    public void Recognises_BsreadAlone()
    {
        Assert.True(BsreadDecoder.Recognises(DecodedScans.Message(BsreadMessages.Of(s_scan).First())));
        Assert.True(BsreadDecoder.Recognises(DecodedScans.Message("""{"htype":"bsr_stop-1.0"}"""u8.ToArray())));
        Assert.False(BsreadDecoder.Recognises(DecodedScans.Message("""{"htype":"array-1.0"}"""u8.ToArray(), [])));
        Assert.False(BsreadDecoder.Recognises(DecodedScans.Message([])));
    }

    private static BsreadDecoder Decoder() => new(new() { Channels = BsreadMessages.Channels });

    private static byte[] Header(params string[] names) => BsreadMessages.HeaderBytes(BsreadMessages.DataHeader(names.Select(n => BsreadMessages.Channel(n, "float64", 1))));
}
