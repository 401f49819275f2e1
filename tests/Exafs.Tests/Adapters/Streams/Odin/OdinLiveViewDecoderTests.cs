using System.Text;
using Exafs.Adapters.Streams;
using Exafs.Adapters.Streams.Odin;
using K4os.Compression.LZ4;

namespace Exafs.Tests.Adapters.Streams.Odin;

public sealed class OdinLiveViewDecoderTests
{
    private const string Blob = "01000000" + "02000000" + "03000000" + "04000000" + "05000000" + "06000000" + "07000000" + "08000000";

    private static readonly byte[] s_blob = Convert.FromHexString(Blob);

    [Theory]
    [InlineData("""["2","1","4"]""")]
    [InlineData("[2,1,4]")]
    [InlineData("""["2","4"]""")]
    public void Observe_Spectra_HasTheSumOfEachElement(string shape)
    {
        StreamObservation seen = New().Observe(Message(shape, "none", "uint32", s_blob));

        Assert.Equal(("live view", "acq", null, null), (seen.Kind, seen.Series, seen.Sequence, seen.Defect));
        Assert.Equal([("live", 8.0), ("frame_num", 5), ("live_1.sum", 10), ("live_2.sum", 26)], seen.Readings.Select(r => (r.Name, r.Last)));
        Assert.Equal((1.0, 8.0), (seen.Readings[0].Least, seen.Readings[0].Largest));
    }

    [Theory]
    [InlineData("unset")]
    [InlineData("unknown")]
    [InlineData("")]
    public void Observe_CompressionNotSet_IsNone(string compression) => Assert.Null(New().Observe(Message("[2,1,4]", compression, "uint32", s_blob)).Defect);

    [Theory]
    [InlineData("uint8", "[32]", 0.0)]
    [InlineData("uint16", "[16]", 0.0)]
    [InlineData("uint64", "[4]", 34359738375.0)]
    [InlineData("float", "[8]", 1.1210387714598537e-44)]
    public void Observe_OtherTypes_AreRead(string type, string shape, double last) =>
        Assert.Equal(last, New().Observe(Message(shape, "none", type, s_blob)).Readings[0].Last);

    [Fact]
    public void Observe_Lz4_BareOrBehindItsSize_IsRead()
    {
        byte[] bare = Lz4(s_blob);

        Assert.Equal(10, New().Observe(Message("[2,1,4]", "LZ4", "uint32", bare)).Readings[2].Last);
        Assert.Equal(10, New().Observe(Message("[2,1,4]", "LZ4", "uint32", [0, 0, 0, 32, .. bare])).Readings[2].Last);
    }

    // 8 values of 4 bytes: row 8 b + k holds bit k of byte b of each value.
    [Fact]
    public void Observe_BitshuffledLz4_IsRead()
    {
        byte[] rows = new byte[32];
        for (int value = 0; value < 8; value++)
        {
            for (int bit = 0; bit < 32; bit++)
                rows[bit] |= (byte)(((s_blob[(value * 4) + (bit / 8)] >> (bit % 8)) & 1) << value);
        }

        byte[] block = Lz4(rows);
        byte[] blob = [0, 0, 0, 0, 0, 0, 0, 32, 0, 0, 32, 0, 0, 0, 0, (byte)block.Length, .. block];

        Assert.Equal([10.0, 26.0], New().Observe(Message("[2,1,4]", "BSLZ4", "uint32", blob)).Readings.Skip(2).Select(r => r.Last));
        StepsToScans.AssertSurvives(New, OdinLiveViewDecoder.Recognises, [Encoding.UTF8.GetBytes(Header("[2,1,4]", "BSLZ4", "uint32")), blob]);
    }

    [Theory]
    [InlineData("[2,1,4]", "blosc", "uint32", "unknown_compression")]
    [InlineData("[2,1,4]", "none", "unknown", "unknown_type")]
    [InlineData("[2,1,5]", "none", "uint32", "length_mismatch")]
    [InlineData("[2,1,5]", "LZ4", "uint32", "bad_compression")]
    [InlineData("[2,1,5]", "BSLZ4", "uint32", "bad_compression")]
    [InlineData("[2147483647,2147483647,5]", "LZ4", "uint32", "too_large")]
    [InlineData("[0]", "LZ4", "uint32", "bad_compression")]
    [InlineData("[]", "none", "uint32", "unknown_format")]
    [InlineData("[\"x\"]", "none", "uint32", "unknown_format")]
    public void Observe_WhatCannotBeRead_IsACleanDefect(string shape, string compression, string type, string reason) =>
        Assert.Equal(reason, New().Observe(Message(shape, compression, type, s_blob)).Defect?.Reason);

    [Fact]
    public void Decode_ALiveView_IsNoScan()
    {
        Assert.All(OdinLiveViewMessages.Of(ScanExamples.Scan()), m => Assert.Empty(New().Decode(StepsToScans.Message(m))));
        Assert.All(OdinLiveViewMessages.Of(ScanExamples.Scan()), m => Assert.True(OdinLiveViewDecoder.Recognises(StepsToScans.Message(m))));
        Assert.Equal("missing_frame", New().Decode(StepsToScans.Message(s_blob)).Single().Defect?.Reason);
    }

    [Fact]
    public void Decode_AnyTruncationOrChange_NeverThrows() =>
        StepsToScans.AssertSurvives(New, OdinLiveViewDecoder.Recognises, [Encoding.UTF8.GetBytes(Header("[2,1,4]", "none", "uint32")), s_blob]);

    private static OdinLiveViewDecoder New() => new(new() { Format = StreamFormat.OdinLiveView });

    private static byte[] Lz4(byte[] raw)
    {
        byte[] block = new byte[LZ4Codec.MaximumOutputSize(raw.Length)];
        return block[..LZ4Codec.Encode(raw, block)];
    }

    private static WireMessage Message(string shape, string compression, string type, byte[] blob) =>
        StepsToScans.Message(Encoding.UTF8.GetBytes(Header(shape, compression, type)), blob);

    private static string Header(string shape, string compression, string type) =>
        $$"""{"frame_num":5,"acquisition_id":"acq","dtype":"{{type}}","dsize":32,"dataset":"live","compression":"{{compression}}","tags":["a"],"shape":{{shape}}}""";
}
