using Exafs.Adapters.Streams;
using Exafs.Adapters.Streams.Bluesky;
using Exafs.Signal;

namespace Exafs.Tests.Adapters.Streams.Bluesky;

public sealed class BlueskyObserveTests
{
    private static readonly Scan s_scan = ScanExamples.Scan(120);

    [Fact]
    public void Observe_Events_HaveUnitsTimesAndNumbers()
    {
        StreamObservation[] seen = Observe(BlueskyMessages.Of(s_scan));

        Assert.Equal(["start", "descriptor", .. Enumerable.Repeat("event", 120), "stop"], seen.Select(o => o.Kind));
        Assert.Equal((7L, "scan_id"), (seen[0].Sequence!.Value, seen[0].Series));
        Assert.Equal("stream primary, 9 data keys", seen[1].Remark);
        Assert.Equal((2L, "scan-1-primary", null), (seen[3].Sequence!.Value, seen[3].Series, seen[3].Remark));
        StreamReading temperature = seen[3].Readings.Single(r => r.Name == "sample_temperature");
        Assert.Equal(("K", "float64", 350.25, s_scan.Time[1]), (temperature.Unit, temperature.Type, temperature.Last, temperature.Time));
        Assert.Null(seen[^1].Remark);
    }

    [Theory]
    [InlineData(BlueskyPayload.Pickle, BlueskyForm.Arrays, 120)]
    [InlineData(BlueskyPayload.Json, BlueskyForm.Arrays, 120)]
    [InlineData(BlueskyPayload.MessagePack, BlueskyForm.Pages, 50)]
    public void Observe_Arrays_HaveShapeAndRange(BlueskyPayload payload, BlueskyForm form, int length)
    {
        StreamObservation seen = Observe(BlueskyMessages.Of(s_scan, payload, form))[2];

        StreamReading energy = seen.Readings[0];
        Assert.Equal(("dcm_energy", "eV", "float64", 7000.0, 6999.0 + length, 6999.0 + length), (energy.Name, energy.Unit, energy.Type, energy.Least, energy.Largest, energy.Last));
        Assert.Equal([length], energy.Shape.ToArray());
    }

    [Fact]
    public void Observe_WhatStandsInFiles_IsRemarked()
    {
        Doc keys = new() { ["image"] = new Doc { ["dtype"] = "array", ["shape"] = new List<object?> { 10L, 10L }, ["external"] = "STREAM:" } };
        var decoder = new BlueskyDecoder();

        Assert.Equal("stream primary, 1 data keys; image stand in files", Of("descriptor", new Doc { ["uid"] = "d", ["run_start"] = "u", ["name"] = "primary", ["data_keys"] = keys }).Remark);
        Assert.Equal("image stand in files", Of("event", new Doc { ["descriptor"] = "d", ["seq_num"] = 1L, ["data"] = new Doc { ["image"] = "x/1" }, ["filled"] = new Doc { ["image"] = false } }).Remark);
        Assert.Equal("image stand in a file: file://x.h5", Of("stream_resource", new Doc { ["data_key"] = "image", ["uri"] = "file://x.h5" }).Remark);
        Assert.Equal("its descriptor was not received", Of("event", new Doc { ["descriptor"] = "other", ["data"] = new Doc { ["x"] = 1.0 } }).Remark);
        Assert.Equal("abort: beam dump", Of("stop", new Doc { ["exit_status"] = "abort", ["reason"] = "beam dump" }).Remark);

        StreamObservation Of(string name, Doc document) => decoder.Observe(BlueskyFlow.Message(BlueskyMessages.Frame(name, document)));
    }

    [Fact]
    public void Observe_TemperatureOfTheStart_IsAReading()
    {
        var start = new Doc { ["uid"] = "u", ["time"] = 5.0, ["XDI"] = new Doc { ["Sample"] = new Doc { ["temperature"] = "500 K" } } };

        StreamReading reading = Assert.Single(new BlueskyDecoder().Observe(BlueskyFlow.Message(BlueskyMessages.Frame("start", start))).Readings);

        Assert.Equal(("XDI.Sample.temperature", "K", 500.0, 5.0), (reading.Name, reading.Unit, reading.Last, reading.Time));
    }

    [Fact]
    public void Observe_Unreadable_HasItsDefect()
    {
        Assert.Equal(("unknown", "not_bluesky"), Seen("hello"u8));
        Assert.Equal(("event", "forbidden_pickle"), Seen([.. " event "u8, 0x80, 4, .. "cos\nsystem\n."u8]));

        static (string, string?) Seen(ReadOnlySpan<byte> frame) => new BlueskyDecoder().Observe(BlueskyFlow.Message(frame.ToArray())) is var seen ? (seen.Kind, seen.Defect?.Reason) : default;
    }

    private static StreamObservation[] Observe(IEnumerable<byte[][]> messages)
    {
        var decoder = new BlueskyDecoder();
        return [.. messages.Select(m => decoder.Observe(BlueskyFlow.Message(m)))];
    }
}
