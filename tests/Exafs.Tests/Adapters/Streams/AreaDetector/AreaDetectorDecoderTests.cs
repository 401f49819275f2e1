using System.Collections.Immutable;
using System.Text;
using Exafs.Adapters.Streams;
using Exafs.Adapters.Streams.AreaDetector;
using Exafs.Signal;
using Exafs.Tests.Adapters.Streams.Blobs;

namespace Exafs.Tests.Adapters.Streams.AreaDetector;

/// <summary>Frames of areaDetector, as NDPluginZMQ writes them.</summary>
public sealed class AreaDetectorDecoderTests
{
    private static readonly Scan s_scan = ScanExamples.Scan(60);

    [Theory]
    [InlineData(false, false, "", false)]
    [InlineData(false, false, "lz4", true)]
    [InlineData(false, false, "bslz4", false)]
    [InlineData(true, false, "", false)]
    [InlineData(true, true, "", true)]
    [InlineData(true, false, "lz4", true)]
    [InlineData(true, true, "bslz4", false)]
    public void Decode_WhatThePluginSent_IsTheSameScan(bool whole, bool across, string encoding, bool old)
    {
        Scan scan = Assert.Single(DecodedScans.Of(Decoder(), AreaDetectorMessages.Of(s_scan, whole, across, encoding, old)));

        DecodedScans.AssertSameSpectrum(s_scan, scan);
        Assert.Equal("areadetector", scan.RunId);
        Assert.Equal(s_scan.EndTime, scan.EndTime);
        if (whole)
            Assert.Equal((1L, "20260301T120029.500-1"), (scan.Sequence, scan.ScanId));
        else
            Assert.Equal(s_scan.Time.ToArray(), scan.Time.ToArray());
    }

    [Fact]
    public void Decode_ScansOneAfterAnother_JoinedLateWithLostFrames()
    {
        byte[][][] messages = [.. Enumerable.Range(0, 3).SelectMany(i => AreaDetectorMessages.Of(s_scan, firstFrame: 1 + (60 * i)))];

        ImmutableArray<Scan> scans = DecodedScans.Of(Decoder(), messages[20..70].Concat(messages[75..]));

        Assert.Equal([40, 55, 60], scans.Select(s => s.Energy.Length));
        Assert.All(scans, s => Assert.Null(s.Defect));
    }

    [Fact]
    public void Decode_NoOtherSignal_TakesTheSumOfTheArrayForTheFluorescence()
    {
        byte[] Header(int i) => AreaDetectorMessages.Header("uint16", [2, 2], i, 1_772_366_400 + i, $"\"Energy\":{7000 + i},\"I0\":100,\"SampleTemp\":300");

        Scan scan = Assert.Single(DecodedScans.Of(new AreaDetectorDecoder(new()), Enumerable.Range(0, 3).Select(i => new byte[][] { Header(i), [1, 0, 2, 0, 3, 0, (byte)i, 1] })));

        Assert.Equal([262.0, 263, 264], Assert.Single(scan.IFluor).Values.ToArray());
        Assert.Equal("array_sum", scan.IFluor[0].Name);
    }

    [Fact]
    public void Decode_CodecThatIsNotKnown_LeavesTheAttributes_OrIsNamed()
    {
        byte[][] with = [AreaDetectorMessages.Header("uint8", [2, 2], 1, 1_772_366_400, "\"Energy\":7000,\"I0\":100,\"It\":50", "jpeg"), [1, 2, 3]];
        byte[][] without = [AreaDetectorMessages.Header("uint8", [2, 2], 1, 1_772_366_400, "\"Energy\":7000,\"I0\":100", "blosc"), [1, 2, 3]];

        Assert.Null(Assert.Single(DecodedScans.Of(new AreaDetectorDecoder(new()), [with])).Defect);
        Defect defect = Assert.Single(DecodedScans.Of(new AreaDetectorDecoder(new()), [without, without])).Defect!;
        Assert.Equal("unsupported_codec", defect.Reason);
        Assert.Contains("blosc", defect.Detail);
        Assert.Contains("jpeg", new AreaDetectorDecoder(new()).Observe(DecodedScans.Message(with)).Remark);
    }

    [Fact]
    public void Decode_RowsNamedByTheConfiguration_WithEnergiesOfACalibration()
    {
        var decoder = new AreaDetectorDecoder(new() { Channels = new() { ArrayRows = ["I0", "It"], EnergyPolynomial = [7000, 0.5, 0.25], RunId = "edge" } });

        Scan scan = Assert.Single(DecodedScans.Of(decoder, [[AreaDetectorMessages.Header("float64", [2, 3], 9, 1_772_366_400, "\"T\":300"), AreaDetectorMessages.Array([10, 11, 12, 5, 6, 7])]]));

        Assert.Null(scan.Defect);
        Assert.Equal("edge", scan.RunId);
        Assert.Equal([7000, 7000.75, 7002], scan.Energy.ToArray());
        Assert.Equal([5.0, 6, 7], scan.ITrans.ToArray());
    }

    [Fact]
    public void Decode_StripDetector_NeedsMuOrARowOfI0()
    {
        byte[][] frame = [AreaDetectorMessages.Header("float32", [4], 9, 1_772_366_400, "\"I0\":100"), [.. new[] { 0.5f, 1, 1.5f, 2 }.SelectMany(BitConverter.GetBytes)]];
        var map = new ChannelMap { EnergyPolynomial = [7100, -2] };

        Scan scan = Assert.Single(DecodedScans.Of(new AreaDetectorDecoder(new() { Channels = map with { Mu = "array" } }), [frame]));
        Assert.Null(scan.Defect);
        Assert.Equal([7100.0, 7098, 7096, 7094], scan.Energy.ToArray());
        Assert.Equal([0.5, 1, 1.5, 2], scan.Mu.ToArray());
        Assert.Equal("missing_reference", Assert.Single(DecodedScans.Of(new AreaDetectorDecoder(new() { Channels = map }), [frame])).Defect!.Reason);
    }

    [Fact]
    public void Decode_BigEndianArrayOfAnotherWriter_AndUnixTimes()
    {
        byte[] header = Encoding.UTF8.GetBytes("""
            { "tags": [], "source": "", "shape": [ 2, 2 ], "type": "int16", "endianess": "big",
              "htype": "array-1.0", "frame": 0, "timeStamp": 1772366400.5, "nested": { "a": [ 1, { "b": "}" } ] },
              "ndattr": { "Energy": 7000, "I0": 10.5 } }

            """);
        StreamObservation seen = new AreaDetectorDecoder(new() { Channels = new() { ArrayEpoch = 0 } }).Observe(DecodedScans.Message(header, [0, 1, 0, 2, 0xff, 0xff, 1, 0]));

        Assert.Null(seen.Defect);
        Assert.Equal(("array", 0L, ""), (seen.Kind, seen.Sequence, seen.Series));
        StreamReading array = seen.Readings.Single(r => r.Name == "array");
        Assert.Equal(("int16", -1.0, 256.0, 256.0, 1_772_366_400.5), (array.Type, array.Least, array.Largest, array.Last, array.Time));
        Assert.Equal([2, 2], array.Shape.ToArray());
        Assert.Equal(10.5, seen.Readings.Single(r => r.Name == "I0").Last);
    }

    [Fact]
    public void Decode_HdfHeaderBeforeTheBlocks_IsUnderstood()
    {
        byte[] bytes = [.. Enumerable.Range(0, 50).SelectMany(i => BitConverter.GetBytes(i * 3))];
        byte[] header = AreaDetectorMessages.Header("int32", [50], 1, 1_772_366_400, "", "bslz4");

        StreamReading array = new AreaDetectorDecoder(new()).Observe(DecodedScans.Message(header, BlobWriter.SizedBitshuffled(bytes, 4, 16))).Readings.Single(r => r.Name == "array");

        Assert.Equal((0.0, 147.0), (array.Least, array.Last));
    }

    [Fact]
    public void Recognises_ArraysAlone()
    {
        Assert.True(AreaDetectorDecoder.Recognises(DecodedScans.Message(AreaDetectorMessages.Of(s_scan).First())));
        Assert.True(AreaDetectorDecoder.Recognises(DecodedScans.Message(AreaDetectorMessages.Of(s_scan, old: true).First())));
        Assert.False(AreaDetectorDecoder.Recognises(DecodedScans.Message("""{"htype":"bsr_m-1.1"}"""u8.ToArray(), [])));
        Assert.False(AreaDetectorDecoder.Recognises(DecodedScans.Message("""{"htype":"array-1.0"}"""u8.ToArray())));
    }

    private static AreaDetectorDecoder Decoder() => new(new() { Channels = AreaDetectorMessages.Channels });
}
