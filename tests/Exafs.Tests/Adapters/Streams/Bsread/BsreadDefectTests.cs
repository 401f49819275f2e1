using System.Text;
using Exafs.Adapters.ScanV1;
using Exafs.Adapters.Streams.Bsread;
using Exafs.Signal;

namespace Exafs.Tests.Adapters.Streams.Bsread;

/// <summary>Damaged and hostile messages of bsread: a reason, no exception, and the next pulse unharmed.</summary>
public sealed class BsreadDefectTests
{
    private static readonly Scan s_scan = ScanExamples.Scan(10);

    public static TheoryData<bool, string, bool, string> Kinds() => new()
    {
        { false, "none", false, "none" },
        { false, "lz4", true, "lz4" },
        { true, "none", true, "none" },
        { true, "lz4", false, "lz4" },
        { true, "bitshuffle_lz4", true, "bitshuffle_lz4" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Decode_AnyTruncationOfAHeaderOrAValue_IsACleanDefect(bool whole, string compression, bool bigEndian, string headerCompression)
    {
        byte[][] message = BsreadMessages.Of(s_scan, whole, compression, bigEndian, headerCompression).First();
        for (int frame = 0; frame < message.Length; frame++)
        {
            bool isTime = frame > 1 && frame % 2 == 1;
            // An empty value is one that is absent; a time that is none is that of the pulse.
            for (int length = frame > 1 ? 1 : 0; length < message[frame].Length; length++)
            {
                byte[][] cut = [.. message];
                cut[frame] = message[frame][..length];
                IReadOnlyList<ScanV1Message> steps = Decoder().Decode(DecodedScans.Message(cut));
                if (isTime)
                    Assert.All(steps, step => Assert.Null(step.Defect));
                else
                    Assert.Matches("^[a-z_]+$", Assert.Single(steps).Defect!.Reason);
                Assert.Equal(isTime, Decoder().Observe(DecodedScans.Message(cut)).Defect is null);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Decode_AnyByteChanged_NeverThrows_AndLeavesTheNextPulseUnharmed(bool whole, string compression, bool bigEndian, string headerCompression)
    {
        byte[][] message = BsreadMessages.Of(s_scan, whole, compression, bigEndian, headerCompression).First();
        for (int frame = 0; frame < message.Length; frame++)
        {
            for (int at = 0; at < message[frame].Length; at++)
            {
                foreach (byte value in (byte[])[0x00, 0x22, 0x30, 0xff])
                {
                    byte[][] changed = [.. message];
                    changed[frame] = [.. message[frame]];
                    changed[frame][at] = value;
                    BsreadDecoder decoder = Decoder();
                    Assert.All(decoder.Decode(DecodedScans.Message(changed)), DecodedScans.AssertUsable);
                    decoder.Observe(DecodedScans.Message(changed));
                    Assert.All(decoder.Decode(DecodedScans.Message(message)), step => Assert.Null(step.Defect));
                }
            }
        }
    }

    [Theory]
    [InlineData("", "{}", "truncated_frame")]
    [InlineData("null", "{}", "not_json")]
    [InlineData("{}", "{}", "unknown_format")]
    [InlineData("""{"htype":"bsr_m-2.0"}""", "{}", "unknown_format")]
    [InlineData("""{"htype":5}""", "{}", "wrong_type")]
    [InlineData("""{"htype":"bsr_m-1.1","pulse_id":"7"}""", "{}", "wrong_type")]
    [InlineData("""{"htype":"bsr_m-1.1","pulse_id":1e300}""", "{}", "bad_value")]
    [InlineData("""{"htype":"bsr_m-1.1","global_timestamp":7}""", "{}", "wrong_type")]
    [InlineData("""{"htype":"bsr_m-1.1"} x""", "{}", "not_json")]
    [InlineData("""{"htype":"bsr_m-1.1"}""", "", "missing_header")]
    [InlineData("""{"htype":"bsr_m-1.1"}""", "[]", "not_json")]
    [InlineData("""{"htype":"bsr_m-1.1"}""", "{}", "unknown_format")]
    [InlineData("""{"htype":"bsr_m-1.1","dh_compression":"zip"}""", "{}", "unsupported_codec")]
    [InlineData("""{"htype":"bsr_m-1.1","dh_compression":"lz4"}""", "{}", "not_decompressed")]
    [InlineData("""{"htype":"bsr_m-1.1"}""", """{"htype":"bsr_d-1.1","channels":7}""", "wrong_type")]
    [InlineData("""{"htype":"bsr_m-1.1"}""", """{"htype":"bsr_d-1.1","channels":[7]}""", "wrong_type")]
    [InlineData("""{"htype":"bsr_m-1.1"}""", """{"htype":"bsr_d-1.1","channels":[{}]}""", "missing_field")]
    [InlineData("""{"htype":"bsr_m-1.1"}""", """{"htype":"bsr_d-1.1","channels":[{"name":7}]}""", "wrong_type")]
    [InlineData("""{"htype":"bsr_m-1.1"}""", """{"htype":"bsr_d-1.1","channels":[{"name":"a","shape":7}]}""", "bad_value")]
    [InlineData("""{"htype":"bsr_m-1.1"}""", """{"htype":"bsr_d-1.1","channels":[{"name":"a","shape":[0]}]}""", "bad_value")]
    [InlineData("""{"htype":"bsr_m-1.1"}""", """{"htype":"bsr_d-1.1","channels":[{"name":"a","shape":[1,1,1,1,1,1,1,1,1]}]}""", "bad_value")]
    [InlineData("""{"htype":"bsr_m-1.1"}""", """{"htype":"bsr_d-1.1","channels":[{"name":"a"}]}""", "frame_count")]
    public void Decode_HeadersThatAreNone_HaveAReason(string main, string data, string reason)
    {
        ScanV1Message step = Assert.Single(Decoder().Decode(DecodedScans.Message(Encoding.UTF8.GetBytes(main), Encoding.UTF8.GetBytes(data))));

        Assert.Equal((reason, "bsread"), (step.Defect!.Reason, step.RunId));
    }

    [Fact]
    public void Decode_ValueOfAnotherLength_NamesTheChannel_AndThePulse()
    {
        byte[][] message = BsreadMessages.Of(s_scan, firstPulse: 77).First();
        message[4] = new byte[7];

        ScanV1Message step = Assert.Single(Decoder().Decode(DecodedScans.Message(message)));

        Assert.Equal(("length_mismatch", "77"), (step.Defect!.Reason, step.ScanId));
        Assert.Contains("IC:I0 has 7 bytes", step.Defect.Detail);
    }

    [Fact]
    public void Decode_BeyondTheLimits_IsTooLarge()
    {
        byte[] header = BsreadMessages.HeaderBytes(BsreadMessages.DataHeader(Enumerable.Range(0, 10_000).Select(i => BsreadMessages.Channel($"c{i}", "float64", 1))));
        Assert.Equal("too_large", Assert.Single(Decoder().Decode(DecodedScans.Message(BsreadMessages.MainHeader(1, header), header))).Defect!.Reason);

        byte[] bomb = BsreadMessages.HeaderBytes(new string(' ', 5 << 20), "lz4");
        Assert.Equal("not_decompressed", Assert.Single(Decoder().Decode(DecodedScans.Message(BsreadMessages.MainHeader(1, bomb, compression: "lz4"), bomb))).Defect!.Reason);

        var small = new BsreadDecoder(new() { Channels = BsreadMessages.Channels, Limits = new() { MessageBytes = 300 } });
        Assert.Equal("too_large", Assert.Single(small.Decode(DecodedScans.Message(BsreadMessages.Of(s_scan, whole: true).First()))).Defect!.Reason);

        var few = new BsreadDecoder(new() { Channels = BsreadMessages.Channels, Limits = new() { Points = 9 } });
        Assert.Equal("too_large", Assert.Single(few.Decode(DecodedScans.Message(BsreadMessages.Of(s_scan, whole: true).First()))).Defect!.Reason);
    }

    [Fact]
    public void Decode_HundredsOfChannels_KeepsThoseOfTheSpectrum()
    {
        string[] names = ["energy", "I0", "It", .. Enumerable.Range(0, 400).Select(i => $"BPM:{i}")];
        byte[] header = BsreadMessages.HeaderBytes(BsreadMessages.DataHeader(names.Select(n => BsreadMessages.Channel(n, "float64", 1))));
        byte[][] pulse = [BsreadMessages.MainHeader(1, header), header, .. names.SelectMany((_, i) => new byte[][] { BsreadMessages.Value([7000.0 + i]), [] })];

        Scan scan = Assert.Single(DecodedScans.Of(new BsreadDecoder(new()), [pulse]));

        Assert.Equal((7000, 7001, 7002, 0), (scan.Energy[0], scan.I0[0], scan.ITrans[0], scan.Channels.Length));
    }

    [Fact]
    public void Decode_HeaderThatChangesAllTheTime_IsNotRemembered()
    {
        var decoder = new BsreadDecoder(new());
        for (int i = 0; i < 100; i++)
        {
            byte[] header = BsreadMessages.HeaderBytes(BsreadMessages.DataHeader(new[] { "energy", "I0", "It", $"extra{i}" }.Select(n => BsreadMessages.Channel(n, "float64", 1))));
            byte[][] pulse = [BsreadMessages.MainHeader(i, header), header, BsreadMessages.Value([7000.0 + i]), [], BsreadMessages.Value([1]), [], BsreadMessages.Value([2]), [], BsreadMessages.Value([3]), []];
            Assert.Single(decoder.Decode(DecodedScans.Message(pulse)), step => step.Type == ScanV1MessageType.Points);
        }
    }

    private static BsreadDecoder Decoder() => new(new() { Channels = BsreadMessages.Channels });
}
