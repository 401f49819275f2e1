using System.Globalization;
using System.Text;
using Exafs.Adapters.Streams;
using Exafs.Adapters.Streams.AreaDetector;
using Exafs.Signal;

namespace Exafs.Tests.Adapters.Streams.AreaDetector;

/// <summary>Headers that are no JSON, and those that are nothing: what can be read is read, and the rest has a reason.</summary>
public sealed class AreaDetectorDefectTests
{
    private static readonly Scan s_scan = ScanExamples.Scan(12);

    [Theory]
    [InlineData("\"a\":nan", "NaN")]
    [InlineData("\"a\":-nan,\"b\":1", "NaN 1")]
    [InlineData("\"a\":nan(snan)", "NaN")]
    [InlineData("\"a\":inf,\"b\":-inf", "Infinity -Infinity")]
    [InlineData("\"a\":1.#QNAN,\"b\":-1.#IND,\"c\":1.#INF", "NaN NaN Infinity")]
    [InlineData("\"a\":1e+20,\"b\":-3.5e-7,\"c\":5.", "1E+20 -3.5E-07 5")]
    [InlineData("\"a\":true,\"b\":false", "1 0")]
    [InlineData("\"a\":A,\"b\":1", "65 1")] // uint8 as the character that it is
    [InlineData("\"a\":A", "65")]
    [InlineData("\"a\":,,\"b\":1", "44 1")]
    [InlineData("\"a\":\",\"b\":1", "34 1")]
    [InlineData("\"a\":},\"b\":1", "125 1")]
    [InlineData("\"a\":}", "125")]
    [InlineData("\"a\":\"", "34")]
    [InlineData("\"a\":{,\"b\":1", "123 1")]
    [InlineData("\"a\": ,\"b\":1", "32 1")]
    [InlineData("\"a\":\n,\"b\":1", "10 1")]
    [InlineData("\"a\":\0,\"b\":\u00e9", "0 233")]
    [InlineData("\"a\":\0", "0")]
    [InlineData("\"a\":7,\"b\":1", "7 1")] // what looks like a digit is one
    [InlineData("\"a\":\",\",\"b\":1", "text 1")]
    [InlineData("\"a\":\"C:\\data\\\",\"b\":1", "text 1")]
    [InlineData("\"a\":\"he said \"no\", and left\",\"b\":1", "text 1")]
    [InlineData("\"a\":\"{\"x\":{\"y\":\"z\"},\"w\":1}\"", "text")]
    [InlineData("\"a\":\"{[\",\"b\":1", "text 1")]
    [InlineData("\"a\":\"\",\"b\":\"}\",\"c\":\"\n\"", "text text text")]
    [InlineData("\"a\":1,,\"b\":2,", "1 2")] // an attribute that was left out
    [InlineData("\"a\":Undefined,\"b\":null", "text text")]
    [InlineData("\"a\":[1,2],\"b\":{\"c\":\"d\"},\"e\":1", "text text 1")]
    [InlineData("", "")]
    public void Observe_AttributesThatAreNoJson_AreUnderstood(string attributes, string expected)
    {
        StreamObservation seen = Decoder().Observe(DecodedScans.Message(AreaDetectorMessages.Header("uint8", [1], 3, 1_772_366_400, attributes), [5]));

        Assert.Null(seen.Defect);
        string read = string.Join(' ', seen.Readings.Where(r => r.Name.Length == 1).Select(r => r.Type == "string" ? "text" : r.Last.ToString(CultureInfo.InvariantCulture)));
        Assert.Equal(expected, read);
        Assert.Equal(5, seen.Readings.Single(r => r.Name == "array").Last);
    }

    [Theory]
    [InlineData(false, "")]
    [InlineData(true, "")]
    [InlineData(true, "lz4")]
    [InlineData(true, "bslz4")]
    public void Decode_AnyTruncation_IsACleanDefect(bool whole, string encoding)
    {
        byte[][] message = AreaDetectorMessages.Of(s_scan, whole, encoding: encoding).First();
        for (int length = 0; length < message[0].Length; length++)
            Assert.Equal("truncated_frame", Assert.Single(Decoder().Decode(DecodedScans.Message(message[0][..length], message[1]))).Defect?.Reason);
        // What follows the compressed bytes is chance, and may be missing.
        int needed = Array.FindLastIndex(message[1], b => b != 0xa5);
        for (int length = 0; length < needed; length++)
            Assert.Matches("length_mismatch|not_decompressed", Assert.Single(Decoder().Decode(DecodedScans.Message(message[0], message[1][..length]))).Defect?.Reason);
    }

    [Theory]
    [InlineData(false, "", false)]
    [InlineData(true, "", true)]
    [InlineData(true, "bslz4", false)]
    public void Decode_AnyByteChanged_NeverThrows_AndLeavesTheNextFrameUnharmed(bool whole, string encoding, bool old)
    {
        byte[][] message = AreaDetectorMessages.Of(s_scan, whole, encoding: encoding, old: old).First();
        for (int frame = 0; frame < 2; frame++)
        {
            for (int at = 0; at < message[frame].Length; at++)
            {
                foreach (byte value in (byte[])[0x00, 0x20, 0x22, 0x2c, 0x30, 0x5b, 0x7d, 0xff])
                {
                    byte[][] changed = [.. message];
                    changed[frame] = [.. message[frame]];
                    changed[frame][at] = value;
                    AreaDetectorDecoder decoder = Decoder();
                    Assert.All(decoder.Decode(DecodedScans.Message(changed)), DecodedScans.AssertUsable);
                    decoder.Observe(DecodedScans.Message(changed));
                    Assert.All(decoder.Decode(DecodedScans.Message(message)), step => Assert.Null(step.Defect));
                }
            }
        }
    }

    [Theory]
    [InlineData("x", "not_json")]
    [InlineData("{} x", "trailing_bytes")]
    [InlineData("{}", "unknown_format")]
    [InlineData("""{"htype":"chunk-1.0"}""", "unknown_format")]
    [InlineData("""{"htype":5}""", "wrong_type")]
    [InlineData("""{"htype":"array-1.0","shape":[1]}""", "missing_field")]
    [InlineData("""{"htype":"array-1.0","type":"int8"}""", "missing_field")]
    [InlineData("""{"htype":"array-1.0","type":"complex64","shape":[1]}""", "unsupported_type")]
    [InlineData("""{"htype":"array-1.0","type":"int8","shape":7}""", "wrong_type")]
    [InlineData("""{"htype":"array-1.0","type":"int8","shape":[-1]}""", "bad_value")]
    [InlineData("""{"htype":"array-1.0","type":"int8","shape":[1.5]}""", "bad_value")]
    [InlineData("""{"htype":"array-1.0","type":"int8","shape":[1,1,1,1,1,1,1,1,1,1,1]}""", "bad_value")]
    [InlineData("""{"htype":"array-1.0","type":"int8","shape":[2000000000,2000000000]}""", "too_large")]
    [InlineData("""{"htype":"array-1.0","type":"int8","shape":[1],"frame":"x"}""", "wrong_type")]
    [InlineData("""{"htype":"array-1.0","type":"int8","shape":[3],"ndattr":{"Energy":1,"I0":1}}""", "length_mismatch")]
    [InlineData("""{"htype":"array-1.0","type":"int8","shape":[100000],"encoding":"lz4","ndattr":{"Energy":1,"I0":1}}""", "not_decompressed")]
    [InlineData("""{"htype":"array-1.0","type":"int8","shape":[2],"ndattr":{"ArrayRows":"energy,mu,x"}}""", "shape_mismatch")]
    [InlineData("""{"htype":"array-1.0","type":"int8","shape":[2],"ndattr":{"x":1}}""", "missing_field")]
    [InlineData("""{"htype":"array-1.0","a":[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]}""", "too_deep")]
    public void Decode_HeadersThatAreNone_HaveAReason(string header, string reason) =>
        Assert.Equal(reason, Assert.Single(new AreaDetectorDecoder(new()).Decode(DecodedScans.Message(Encoding.UTF8.GetBytes(header), [1, 2]))).Defect!.Reason);

    [Fact]
    public void Decode_BeyondTheLimits_IsTooLarge()
    {
        byte[] many = AreaDetectorMessages.Header("uint8", [1], 1, 0, string.Join(',', Enumerable.Range(0, 2000).Select(i => $"\"a{i}\":1")));
        Assert.Equal("too_large", Assert.Single(Decoder().Decode(DecodedScans.Message(many, [1]))).Defect!.Reason);
        byte[] longName = AreaDetectorMessages.Header("uint8", [1], 1, 0, $"\"{new string('x', 2000)}\":1");
        Assert.Equal("too_large", Assert.Single(Decoder().Decode(DecodedScans.Message(longName, [1]))).Defect!.Reason);
        byte[] longHeader = AreaDetectorMessages.Header("uint8", [1], 1, 0, $"\"a\":\"{new string('x', 2 << 20)}\"");
        Assert.Equal("too_large", Assert.Single(Decoder().Decode(DecodedScans.Message(longHeader, [1]))).Defect!.Reason);
        var few = new AreaDetectorDecoder(new() { Channels = AreaDetectorMessages.Channels, Limits = new() { Points = 11 } });
        Assert.Equal("too_large", Assert.Single(few.Decode(DecodedScans.Message(AreaDetectorMessages.Of(s_scan, whole: true).First()))).Defect!.Reason);
        Assert.Equal("frame_count", Assert.Single(Decoder().Decode(DecodedScans.Message(AreaDetectorMessages.Of(s_scan).First()[0]))).Defect!.Reason);
    }

    private static AreaDetectorDecoder Decoder() => new(new() { Channels = AreaDetectorMessages.Channels });
}
