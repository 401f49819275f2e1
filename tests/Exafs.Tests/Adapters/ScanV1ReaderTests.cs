using Exafs.Adapters.ScanV1;
using Exafs.Signal;

namespace Exafs.Tests.Adapters;

public sealed class ScanV1ReaderTests
{
    private static readonly ScanV1Reader s_reader = new();

    [Theory]
    [InlineData(ScanV1ArrayForm.Binary)]
    [InlineData(ScanV1ArrayForm.Numbers)]
    public void Read_WhatTheWriterWrote_IsTheSameScan(ScanV1ArrayForm form)
    {
        Scan scan = ScanExamples.Scan(500);

        ScanAssembly assembly = Assemble(new ScanV1Writer(form).WriteScan(scan));

        ScanExamples.AssertEqual(scan, Assert.Single(assembly.Scans));
    }

    [Fact]
    public void Read_Angles_GivesEnergiesByBragg()
    {
        Scan read = Assert.Single(Assemble(Message(m => m
            .Text("type", "scan").Number("mono_d_spacing_angstrom", 3.1356)
            .Numbers("angle_deg", 16, 15, 14).Numbers("mu", 1, 2, 3))).Scans);

        Assert.Equal(Monochromator.Energy(15, 3.1356), read.Energy[1]);
    }

    [Fact]
    public void Read_UnknownKeysAndNil_AreSteppedOver()
    {
        ScanV1Message message = s_reader.Read(Message(m => m
            .Text("type", "scan").Numbers("energy_ev", 1, 2).Numbers("mu", 3, 4)
            .Raw("new_key", [0x82, 0xa1, (byte)'a', 0x93, 1, 2, 3, 0xa1, (byte)'b', 0xc0])
            .Raw("sample_temperature_kelvin", [0xc0])));

        Assert.Null(message.Defect);
        Assert.Null(message.SampleTemperature);
        Assert.Equal([3.0, 4.0], message.Mu.ToArray());
    }

    [Fact]
    public void Read_OneFluorescenceArray_IsOneElement()
    {
        ScanV1Message message = s_reader.Read(Message(m => m
            .Text("type", "scan").Numbers("energy_ev", 1, 2).Numbers("ifluor_counts", 3, 4)));

        Channel element = Assert.Single(message.IFluor);
        Assert.Equal(("ifluor", "counts"), (element.Name, element.Unit));
    }

    [Fact]
    public void Read_NotFiniteTemperature_IsNotKnown() =>
        Assert.Null(s_reader.Read(Message(m => m
            .Text("type", "begin").Number("sample_temperature_kelvin", double.NaN))).SampleTemperature);

    public static TheoryData<string, string> Defects() => new()
    {
        { "type is missing", "missing_field" },
        { "no energy", "missing_field" },
        { "angle without spacing", "missing_field" },
        { "points without first_point", "missing_field" },
        { "end without points", "missing_field" },
        { "empty run", "missing_field" },
        { "unequal lengths", "length_mismatch" },
        { "seven bytes", "length_mismatch" },
        { "unequal element", "length_mismatch" },
        { "text as number", "wrong_type" },
        { "number as text", "wrong_type" },
        { "text in array", "wrong_type" },
        { "other format", "unknown_format" },
        { "sideways", "bad_value" },
        { "negative count", "bad_value" },
        { "time before 1970", "bad_value" },
        { "negative spacing", "bad_value" },
        { "array of a billion", "truncated_frame" },
        { "count beyond limit", "too_large" },
        { "channels beyond limit", "too_large" },
        { "long text", "too_large" },
        { "deep", "too_deep" },
        { "never used code", "not_messagepack" },
        { "begin with points", "unexpected_points" },
    };

    [Theory]
    [MemberData(nameof(Defects))]
    public void Read_BadMessage_HasItsReason(string kind, string reason)
    {
        byte[] payload = Message(m => Spoil(m, kind));

        ScanV1Message message = s_reader.Read(payload);

        Assert.Equal(reason, message.Defect?.Reason);
        Assert.NotEmpty(message.Defect!.Detail);
    }

    [Theory]
    [InlineData(new byte[0], "truncated_frame")]
    [InlineData(new byte[] { 0x20, 0x65 }, "not_messagepack")]
    [InlineData(new byte[] { 0x80 }, "unknown_format")]
    [InlineData(new byte[] { 0x81, 0x01, 0x02 }, "wrong_type")]
    [InlineData(new byte[] { 0xdf, 0xff, 0xff, 0xff, 0xff }, "truncated_frame", "too_large")]
    public void Read_NoScanMessage_HasItsReason(byte[] payload, params string[] reasons) =>
        Assert.Contains(s_reader.Read(payload).Defect?.Reason, reasons);

    [Fact]
    public void Read_BytesAfterTheMap_AreADefect() =>
        Assert.Equal("trailing_bytes", s_reader.Read((byte[])[.. new ScanV1Writer().WriteScan(ScanExamples.Scan()), 0xc0]).Defect?.Reason);

    [Fact]
    public void Read_MessageBeyondLimit_IsTooLarge() =>
        Assert.Equal("too_large", new ScanV1Reader(new ScanV1Limits { MessageBytes = 100 }).Read(new byte[101]).Defect?.Reason);

    private static WireMap Spoil(WireMap m, string kind) => kind switch
    {
        "type is missing" => m,
        "no energy" => m.Text("type", "scan").Numbers("mu", 1),
        "angle without spacing" => m.Text("type", "scan").Numbers("angle_deg", 10),
        "points without first_point" => m.Text("type", "points").Numbers("energy_ev", 1),
        "end without points" => m.Text("type", "end"),
        "empty run" => m.Text("type", "scan").Text("run_id", ""),
        "unequal lengths" => m.Text("type", "scan").Numbers("energy_ev", 1, 2).Numbers("mu", 1),
        "seven bytes" => m.Text("type", "scan").Raw("energy_ev", [0xc4, 7, 0, 0, 0, 0, 0, 0, 0]),
        "unequal element" => m.Text("type", "scan").Numbers("energy_ev", 1, 2).Raw("ifluor_counts", [0x81, 0xa1, (byte)'a', 0x91, 1]),
        "text as number" => m.Text("type", "scan").Text("mono_d_spacing_angstrom", "3.13"),
        "number as text" => m.Text("type", "scan").Number("element", 26),
        "text in array" => m.Text("type", "scan").Raw("energy_ev", [0x91, 0xa1, (byte)'7']),
        "other format" => m.Text("format", "exafs-scan-v2"),
        "sideways" => m.Text("type", "scan").Text("direction", "sideways"),
        "negative count" => m.Text("type", "end").Raw("points", [0xff]),
        "time before 1970" => m.Text("type", "scan").Number("start_time_unix_s", -1),
        "negative spacing" => m.Text("type", "begin").Number("mono_d_spacing_angstrom", -3),
        "array of a billion" => m.Text("type", "scan").Raw("energy_ev", [0xdd, 0x3b, 0x9a, 0xca, 0x00]),
        "count beyond limit" => m.Text("type", "end").Raw("points", [0xce, 0x3b, 0x9a, 0xca, 0x00]),
        "channels beyond limit" => m.Text("type", "scan").Raw("channels", [0xde, 0x01, 0x01, .. new byte[600]]),
        "long text" => m.Text("type", "scan").Text("element", new string('F', 2000)),
        "deep" => m.Text("type", "scan").Raw("x", [.. Enumerable.Repeat((byte)0x91, 100), 0xc0]),
        "never used code" => m.Text("type", "scan").Raw("x", [0xc1]),
        "begin with points" => m.Text("type", "begin").Numbers("energy_ev", 1),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static ScanAssembly Assemble(byte[] payload) =>
        new ScanAssembler(new ScanAssemblerOptions(), TimeProvider.System).Next(s_reader.Read(payload), 1);

    private static byte[] Message(Func<WireMap, WireMap> fill) =>
        fill(new WireMap().Text("format", "exafs-scan-v1").Text("run_id", "run-1").Text("scan_id", "scan-1")).ToArray();
}
