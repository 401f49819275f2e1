using System.Text;
using Exafs.Adapters.ScanV1;
using Exafs.Adapters.Streams.Bluesky;
using Exafs.Signal;
using Exafs.Tests.Reference;
using FsCheck;
using FsCheck.Fluent;

namespace Exafs.Tests.Adapters.Streams.Bluesky;

/// <summary>Whatever comes: no exception, a reason for what cannot be used, and the next scan unharmed.</summary>
public sealed class BlueskyFuzzTests
{
    private static readonly Scan s_scan = ScanExamples.Scan(3);

    public static TheoryData<BlueskyPayload, BlueskyForm> Ways => BlueskyDecoderTests.Ways();

    [Theory]
    [MemberData(nameof(Ways))]
    public void Decode_AnyTruncation_IsACleanDefect(BlueskyPayload payload, BlueskyForm form)
    {
        var decoder = new BlueskyDecoder(BlueskyMessages.Map(s_scan));
        foreach (byte[][] message in BlueskyMessages.Of(s_scan, payload, form))
        {
            for (int length = 0; length < message[0].Length; length++)
            {
                ScanV1Message step = Assert.Single(decoder.Decode(BlueskyFlow.Message(message[0][..length])));
                Assert.Contains(step.Defect?.Reason, (string[])["truncated_frame", "not_json", "not_bluesky", "unknown_encoding"]);
                Assert.NotNull(decoder.Observe(BlueskyFlow.Message(message[0][..length])).Defect);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Decode_AnyByteChanged_NeverThrowsAndTheNextScanIsUnharmed(BlueskyPayload payload, BlueskyForm form)
    {
        byte[][][] messages = [.. BlueskyMessages.Of(s_scan, payload, form)];
        var next = ScanExamples.Scan(3, "next", sequence: 8);
        int turn = 0;
        for (int m = 0; m < messages.Length; m++)
        {
            for (int at = 0; at < messages[m][0].Length; at++)
            {
                byte value = (byte)(turn++ * 37);
                byte[] changed = [.. messages[m][0]];
                changed[at] = value;
                BlueskyFlow flow = new(BlueskyMessages.Map(s_scan));
                for (int i = 0; i < messages.Length; i++)
                    flow.Send(i == m ? changed : messages[i][0]);
                flow.Send(BlueskyMessages.Of(next, payload, form));
                new BlueskyDecoder().Observe(BlueskyFlow.Message(changed));
                Assert.All(flow.Steps, AssertUsable);
                Scan after = flow.Scans.Last(s => s.ScanId == "next");
                Assert.True(after.Defect is null && after.Energy.SequenceEqual(next.Energy), $"byte {at} of message {m} as {value}: {after.Defect}");
            }
        }
    }

    [Fact]
    public void Decode_RandomBytes_NeverThrows() => Prop.ForAll<byte[]>(bytes =>
    {
        var decoder = new BlueskyDecoder();
        foreach (byte[] head in (byte[][])[[], [.. " event "u8], [.. " event "u8, 0x80, 4], [.. " start "u8, (byte)'{'], [.. " event_page "u8, 0x8f], [.. " stop "u8, 0xde]])
        {
            byte[] frame = [.. head, .. bytes ?? []];
            Assert.All(decoder.Decode(BlueskyFlow.Message(frame)), AssertUsable);
            decoder.Observe(BlueskyFlow.Message(frame));
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Decode_MessagesInAnyOrderAndNumber_LeaveTheNextScanUnharmed()
    {
        byte[][][] messages = [.. BlueskyMessages.Of(s_scan), .. BlueskyMessages.Of(ScanExamples.Scan(3, "other", "run-2"), form: BlueskyForm.Arrays), .. BlueskyMessages.Of(s_scan, form: BlueskyForm.Pages)];
        Prop.ForAll(Gen.Choose(0, messages.Length - 1).ArrayOf().ToArbitrary(), order =>
        {
            BlueskyFlow flow = new(BlueskyMessages.Map(s_scan));
            foreach (int i in order)
                flow.Send(messages[i]);
            Scan next = ScanExamples.Scan(20, "next", sequence: 100);
            flow.Send(BlueskyMessages.Of(next));
            Scan seen = flow.Scans.Single(s => s.ScanId == "next");
            ScanExamples.AssertEqual(BlueskyMessages.Expected(next) with { Sequence = seen.Sequence }, seen);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("{\"uid\": NaN}", null)]
    [InlineData("{\"uid\": [Infinity, -Infinity, \"NaN \\\" NaN\"]}", null)]
    [InlineData("{\"uid\": NaNa}", "not_json")]
    [InlineData("{\"uid\": 1} {", "not_json")]
    [InlineData("{\"uid\": 1e999}", null)]
    [InlineData("{\"\\ud800\": \"\\ud800\"}", "not_json")]
    public void Decode_JsonOfPython_IsTaken(string json, string? reason) =>
        Assert.Equal(reason, new BlueskyDecoder().Observe(BlueskyFlow.Message([.. " datum "u8, .. Encoding.UTF8.GetBytes(json)])).Defect?.Reason);

    [Fact]
    public void Decode_DeepOrLargeDocuments_AreTooMuch()
    {
        Assert.Equal("too_deep", Reason([.. " event "u8, 0x81, 0xa1, (byte)'a', .. Enumerable.Repeat((byte)0x91, 1000), 0xc0]));
        Assert.Equal("not_json", Reason([.. " event {\"a\":"u8, .. Enumerable.Repeat((byte)'[', 1000)]));
        Assert.Equal("too_large", Reason([.. " event "u8, 0xdf, 0, 0, 0x80, 0, .. Enumerable.Repeat((byte)0xc0, 70_000)]));
        Assert.Equal("too_large", new BlueskyDecoder(null, new ScanV1Limits { MessageBytes = 100 }).Decode(BlueskyFlow.Message([.. " event {"u8, .. new byte[200]])).Single().Defect?.Reason);

        static string? Reason(byte[] frame) => new BlueskyDecoder().Decode(BlueskyFlow.Message(frame)).Single().Defect?.Reason;
    }

    [Fact]
    public void Observe_SamplesOfTheSpecification_AreRead()
    {
        string folder = Path.Combine(RepositoryFolder.Path, "..", "shared", "wire-fixtures");
        if (!Directory.Exists(folder))
            return;
        foreach (string file in Directory.GetFiles(folder, "bluesky_event_*.bin"))
        {
            var seen = new BlueskyDecoder().Observe(BlueskyFlow.Message(File.ReadAllBytes(file)));
            Assert.Null(seen.Defect);
            Assert.Equal([("dcm_energy", 8979.0), ("I0", 12345.5), ("It", 2345.25), ("sample_temperature", 573.15)], seen.Readings.Select(r => (r.Name, r.Last)));
        }
    }

    private static void AssertUsable(ScanV1Message message)
    {
        if (message.Defect is { } defect)
        {
            Assert.Matches("^[a-z_]+$", defect.Reason);
            return;
        }

        Assert.NotEqual(ScanV1MessageType.Unknown, message.Type);
        Assert.All([message.I0, message.ITrans, message.IRefer, message.Time, .. message.IFluor.Select(c => c.Values)], column => Assert.True(column.IsEmpty || column.Length == message.Count));
    }
}
