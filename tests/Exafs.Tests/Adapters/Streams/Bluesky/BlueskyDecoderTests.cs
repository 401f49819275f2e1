using Exafs.Adapters.ScanV1;
using Exafs.Adapters.Streams.Bluesky;
using Exafs.Signal;

namespace Exafs.Tests.Adapters.Streams.Bluesky;

public sealed class BlueskyDecoderTests
{
    private static readonly Scan s_scan = ScanExamples.Scan(120);

    public static TheoryData<BlueskyPayload, BlueskyForm> Ways()
    {
        var ways = new TheoryData<BlueskyPayload, BlueskyForm>();
        foreach (BlueskyPayload payload in Enum.GetValues<BlueskyPayload>())
        {
            foreach (BlueskyForm form in Enum.GetValues<BlueskyForm>())
                ways.Add(payload, form);
        }

        return ways;
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Decode_AScan_IsTheSameScanBitForBit(BlueskyPayload payload, BlueskyForm form)
    {
        BlueskyFlow flow = new BlueskyFlow(BlueskyMessages.Map(s_scan)).Send(BlueskyMessages.Of(s_scan, payload, form, "cu"));

        Scan scan = Assert.Single(flow.Scans);
        Assert.Equal(ScanProgress.Complete, scan.Progress);
        ScanExamples.AssertEqual(BlueskyMessages.Expected(s_scan, form), scan);
        Assert.Equal(0, flow.Assembler.OpenCount);
    }

    [Fact]
    public void Decode_WithoutAMap_FindsTheChannels()
    {
        BlueskyFlow flow = new BlueskyFlow().Send(BlueskyMessages.Of(s_scan));

        Scan scan = Assert.Single(flow.Scans);
        Assert.Null(scan.Defect);
        Assert.Equal(s_scan.Energy.ToArray(), scan.Energy.ToArray());
        Assert.Equal((120, 120, 120, 350.25), (scan.I0.Length, scan.ITrans.Length, scan.IRefer.Length, scan.SampleTemperature));
    }

    [Fact]
    public void Decode_TwoAndThreeFrames_AreTakenToo()
    {
        BlueskyFlow flow = new(BlueskyMessages.Map(s_scan));
        foreach (byte[][] frames in BlueskyMessages.Of(s_scan))
        {
            byte[] frame = frames[0];
            int name = Array.IndexOf(frame, (byte)' ', 1);
            byte[][] parts = [frame[1..name], frame[(name + 1)..]];
            flow.Send(parts[0].Length % 2 == 0 ? parts : [[], .. parts]);
        }

        ScanExamples.AssertEqual(BlueskyMessages.Expected(s_scan), Assert.Single(flow.Scans));
    }

    [Fact]
    public void Decode_EventLost_IsLostPoints()
    {
        BlueskyFlow flow = new BlueskyFlow(BlueskyMessages.Map(s_scan)).Send(BlueskyMessages.Of(s_scan).Where((_, i) => i != 30));

        Scan scan = Assert.Single(flow.Scans);
        Assert.Equal(("lost_points", 119), (scan.Defect?.Reason, scan.Energy.Length));
        Assert.Contains("28 to 28", scan.Defect!.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(BlueskyForm.Events)]
    [InlineData(BlueskyForm.Pages)]
    [InlineData(BlueskyForm.Arrays)]
    public void Decode_LastEventLost_IsIncomplete(BlueskyForm form)
    {
        byte[][][] messages = [.. BlueskyMessages.Of(s_scan, form: form)];

        BlueskyFlow flow = new BlueskyFlow(BlueskyMessages.Map(s_scan)).Send([.. messages[..^2], messages[^1]]);

        Assert.Equal("incomplete", Assert.Single(flow.Scans).Defect?.Reason);
    }

    [Fact]
    public void Decode_EventTwice_AsAfterARewind_IsTakenOnce()
    {
        byte[][][] messages = [.. BlueskyMessages.Of(s_scan)];

        BlueskyFlow flow = new BlueskyFlow(BlueskyMessages.Map(s_scan)).Send([.. messages[..40], .. messages[38..]]);

        ScanExamples.AssertEqual(BlueskyMessages.Expected(s_scan), Assert.Single(flow.Scans));
    }

    [Theory]
    [InlineData("abort", "beam dump")]
    [InlineData("fail", "")]
    public void Decode_StopThatIsNoSuccess_AbortsWithItsReason(string status, string reason)
    {
        BlueskyFlow flow = new BlueskyFlow(BlueskyMessages.Map(s_scan)).Send(BlueskyMessages.Of(s_scan).Take(50));

        flow.Say("stop", new Doc { ["uid"] = "x", ["time"] = 1.8e9, ["run_start"] = s_scan.ScanId, ["exit_status"] = status, ["reason"] = reason });

        Scan scan = Assert.Single(flow.Scans);
        Assert.Equal((ScanProgress.Aborted, "aborted", 48), (scan.Progress, scan.Defect?.Reason, scan.Energy.Length));
        Assert.StartsWith(status, scan.Defect!.Detail, StringComparison.Ordinal);
        Assert.Contains(reason, scan.Defect.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_JoinedInMidScan_SaysSoAndTheNextScanIsUnharmed()
    {
        Scan next = ScanExamples.Scan(120, "next", sequence: 8);

        BlueskyFlow flow = new BlueskyFlow(BlueskyMessages.Map(s_scan)).Send(BlueskyMessages.Of(s_scan).Skip(60)).Send(BlueskyMessages.Of(next));

        Assert.Equal(2, flow.Scans.Count);
        Assert.Equal(("bluesky", "scan-1-primary", "missing_begin", 62), (flow.Scans[0].RunId, flow.Scans[0].ScanId, flow.Scans[0].Defect?.Reason, flow.Scans[0].Energy.Length));
        ScanExamples.AssertEqual(BlueskyMessages.Expected(next), flow.Scans[1]);
        Assert.Equal(0, flow.Assembler.OpenCount);
    }

    [Fact]
    public void Decode_StartLost_SaysSo()
    {
        BlueskyFlow flow = new BlueskyFlow(BlueskyMessages.Map(s_scan)).Send(BlueskyMessages.Of(s_scan).Skip(1));

        Scan scan = Assert.Single(flow.Scans);
        Assert.Equal(("scan-1", "missing_begin", 120), (scan.ScanId, scan.Defect?.Reason, scan.Energy.Length));
        Assert.Equal(0, flow.Assembler.OpenCount);
    }

    [Fact]
    public void Decode_DescriptorLost_SaysSoAndKeepsTheIds()
    {
        BlueskyFlow flow = new BlueskyFlow(BlueskyMessages.Map(s_scan)).Send(BlueskyMessages.Of(s_scan).Where((_, i) => i != 1));

        Scan scan = Assert.Single(flow.Scans);
        Assert.Equal(("run-1", "scan-1", "missing_descriptor", 120), (scan.RunId, scan.ScanId, scan.Defect?.Reason, scan.Energy.Length));
    }

    [Fact]
    public void Decode_AllEventsLost_IsIncomplete()
    {
        byte[][][] messages = [.. BlueskyMessages.Of(s_scan)];

        BlueskyFlow flow = new BlueskyFlow(BlueskyMessages.Map(s_scan)).Send([.. messages[..2], messages[^1]]);

        Assert.Equal(("scan-1", "incomplete", 0), (flow.Scans.Single().ScanId, flow.Scans.Single().Defect?.Reason, flow.Scans.Single().Energy.Length));
    }

    [Fact]
    public void Decode_InterleavedRuns_AreToldApart()
    {
        Scan a = ScanExamples.Scan(80, "a", "run-a"), b = ScanExamples.Scan(80, "b", "run-b", 8);

        BlueskyFlow flow = new BlueskyFlow(BlueskyMessages.Map(a)).Send(BlueskyMessages.Of(a).Zip(BlueskyMessages.Of(b)).SelectMany(pair => new[] { pair.First, pair.Second }));

        Assert.Equal(2, flow.Scans.Count);
        ScanExamples.AssertEqual(BlueskyMessages.Expected(a), flow.Scans[0]);
        ScanExamples.AssertEqual(BlueskyMessages.Expected(b), flow.Scans[1]);
    }

    [Fact]
    public void Decode_ArraysThatStartOver_AreAScanEach()
    {
        byte[][][] one = [.. BlueskyMessages.Of(s_scan, form: BlueskyForm.Arrays)];
        BlueskyFlow flow = new BlueskyFlow(BlueskyMessages.Map(s_scan)).Send(one[0]).Send(one[1]);

        foreach (long number in (long[])[1, 2, 3, 5])
            flow.Say("event", ArrayEvent(s_scan, number));
        flow.Say("stop", new Doc { ["run_start"] = "scan-1", ["exit_status"] = "success", ["num_events"] = new Doc { ["primary"] = 5L } });

        Assert.Equal(["scan-1", "scan-1/2", "scan-1/3", "scan-1/5"], flow.Scans.Select(s => s.ScanId));
        Assert.Equal([7, 8, 9, 11], flow.Scans.Select(s => s.Sequence!.Value)); // the lost one has a number too
        Assert.All(flow.Scans, s => Assert.Equal((ScanProgress.Complete, null, 120), (s.Progress, s.Defect?.Reason, s.Energy.Length)));
        Assert.Equal((0, 0L), (flow.Assembler.OpenCount, flow.Assembler.LateMessages));
    }

    [Fact]
    public void Decode_ArraysThatGoOn_AreOneScan()
    {
        Scan first = s_scan with { Energy = s_scan.Energy }, second = s_scan with { Energy = [.. s_scan.Energy.Select(e => e + 500)] };
        byte[][][] one = [.. BlueskyMessages.Of(first, form: BlueskyForm.Arrays)];
        BlueskyFlow flow = new BlueskyFlow(BlueskyMessages.Map(s_scan)).Send(one[0]).Send(one[1]);

        flow.Say("event", ArrayEvent(first, 1)).Say("event", ArrayEvent(second, 2));
        flow.Say("stop", new Doc { ["run_start"] = "scan-1", ["exit_status"] = "success", ["num_events"] = new Doc { ["primary"] = 2L } });

        Scan scan = Assert.Single(flow.Scans);
        Assert.Equal((null, 240), (scan.Defect?.Reason, scan.Energy.Length));
    }

    [Fact]
    public void Decode_ScanIds_NumberTheScansOfARun()
    {
        BlueskyFlow flow = new(BlueskyMessages.Map(s_scan));
        flow.Send(BlueskyMessages.Of(ScanExamples.Scan(20, "a", sequence: 40)));
        flow.Say("start", new Doc { ["uid"] = "count", ["time"] = 1.7e9, ["scan_id"] = 41L, ["plan_name"] = "count" });
        flow.Say("stop", new Doc { ["run_start"] = "count", ["exit_status"] = "success" });
        flow.Send(BlueskyMessages.Of(ScanExamples.Scan(20, "b", sequence: 42)));
        flow.Send(BlueskyMessages.Of(ScanExamples.Scan(20, "c", sequence: 45))); // 43 and 44 were never seen

        Assert.Equal([40, 41, 44], flow.Scans.Select(s => s.Sequence!.Value));
    }

    [Fact]
    public void Decode_ManyRunsWithoutAStop_IsBounded()
    {
        BlueskyFlow flow = new(BlueskyMessages.Map(s_scan));
        for (int i = 0; i < 500; i++)
            flow.Send(BlueskyMessages.Of(ScanExamples.Scan(3, $"scan-{i}", sequence: i + 1)).Take(4));

        Assert.Equal(499, flow.Scans.Count);
        Assert.All(flow.Scans, s => Assert.Equal("superseded", s.Defect?.Reason));
        Assert.Equal(1, flow.Assembler.OpenCount);
    }

    [Fact]
    public void Recognises_DocumentsOnly()
    {
        Assert.All(BlueskyMessages.Of(s_scan, BlueskyPayload.Json, prefix: "x"), m => Assert.True(BlueskyDecoder.Recognises(BlueskyFlow.Message(m))));
        Assert.All(BlueskyMessages.Of(s_scan), m => Assert.True(BlueskyDecoder.Recognises(BlueskyFlow.Message(m))));
        foreach (byte[] other in (byte[][])[[], " "u8.ToArray(), " event "u8.ToArray(), " events {}"u8.ToArray(), "{\"htype\": \"array-1.0\"}"u8.ToArray(), "7112 1 2 3"u8.ToArray(), new ScanV1Writer().WriteScan(s_scan)])
            Assert.False(BlueskyDecoder.Recognises(BlueskyFlow.Message(other)));
    }

    private static Doc ArrayEvent(Scan scan, long number)
    {
        var data = new Doc();
        foreach ((string name, _, var values) in BlueskyMessages.Columns(scan))
            data[name] = values.Length == 1 ? Enumerable.Repeat(values[0], scan.Energy.Length).ToArray() : values.ToArray();
        return new Doc { ["uid"] = $"e{number}", ["time"] = 1.77e9 + number, ["seq_num"] = number, ["descriptor"] = "scan-1-primary", ["data"] = data, ["timestamps"] = new Doc(), ["filled"] = new Doc() };
    }
}
