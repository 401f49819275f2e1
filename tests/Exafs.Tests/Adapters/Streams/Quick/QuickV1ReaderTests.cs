using Exafs.Adapters.ScanV1;
using Exafs.Adapters.Streams;
using Exafs.Adapters.Streams.Quick;

namespace Exafs.Tests.Adapters.Streams.Quick;

public sealed class QuickV1ReaderTests
{
    // msgpack.packb({"format": "exafs-quick-v1", "run_id": "r", "sequence": 1, "first_sample": 200, "sample_rate_hz": 2e6, "start_time_unix_s": 1772366400.0,
    //   "mono_d_spacing_angstrom": 3.1356, "element": "Fe", "edge": "K", "sample_temperature_kelvin": 300.5, "deg_per_count": 1e-5, "offset_deg": 0.25,
    //   "encoder_counts": {"dtype": "<i4", "values": numpy.array([1250000, 1250001], "<i4").tobytes()},
    //   "i0_counts": {"dtype": "<i2", "values": numpy.array([1000, 1001], "<i2").tobytes(), "scale": 0.5, "offset": 10},
    //   "itrans_counts": numpy.array([400.0, 401.5]).tobytes(),
    //   "ifluor_counts": {"a": {"dtype": "<f4", "values": numpy.array([7, 8], "<f4").tobytes()}}}) of python3-msgpack 1.0.3
    private const string Python =
        "de0010a6666f726d6174ae65786166732d717569636b2d7631a672756e5f6964a172a873657175656e636501ac66697273745f73616d706c65ccc8ae73616d706c655f72" +
        "6174655f687acb413e848000000000b173746172745f74696d655f756e69785f73cb41da690a90000000b76d6f6e6f5f645f73706163696e675f616e677374726f6dcb40" +
        "0915b573eab368a7656c656d656e74a24665a465646765a14bb973616d706c655f74656d70657261747572655f6b656c76696ecb4072c80000000000ad6465675f706572" +
        "5f636f756e74cb3ee4f8b588e368f1aa6f66667365745f646567cb3fd0000000000000ae656e636f6465725f636f756e747382a56474797065a33c6934a676616c756573" +
        "c408d0121300d1121300a969305f636f756e747384a56474797065a33c6932a676616c756573c404e803e903a57363616c65cb3fe0000000000000a66f66667365740aad" +
        "697472616e735f636f756e7473c41000000000000079400000000000187940ad69666c756f725f636f756e747381a16182a56474797065a33c6634a676616c756573c408" +
        "0000e04000000041";

    private static readonly QuickV1Reader s_reader = new();

    private static byte[] Golden => Convert.FromHexString(Python);

    [Fact]
    public void Read_PythonsBytes_IsTheChunk()
    {
        QuickV1Chunk chunk = s_reader.Read(Golden);

        Assert.Null(chunk.Defect);
        Assert.Equal(("r", 1L, 200L, 2e6, 3.1356, 300.5), (chunk.RunId, chunk.Sequence, chunk.FirstSample, chunk.SampleRate, chunk.MonoDSpacing, chunk.SampleTemperature));
        Assert.Equal(("Fe", "K", ScanExamples.Start), (chunk.Element, chunk.Edge, chunk.StartTime));
        double[] angle = new double[2];
        chunk.CopyAngles(0, angle);
        Assert.Equal([(1250000 * 1e-5) + 0.25, (1250001 * 1e-5) + 0.25], angle);
        Assert.Equal([495, 495.5], Values(chunk.I0!.Value));
        Assert.Equal([400, 401.5], Values(chunk.ITrans!.Value));
        Assert.Equal("a", Assert.Single(chunk.IFluor).Name);
        Assert.Equal([7, 8], Values(chunk.IFluor[0].Column));
    }

    [Fact]
    public void Write_WhatWasRead_IsTheSameChunk()
    {
        QuickV1Chunk chunk = s_reader.Read(Golden);

        byte[] written = QuickV1Writer.Write(chunk);

        Assert.Equal(written, QuickV1Writer.Write(s_reader.Read(written)));
        QuickV1Chunk again = s_reader.Read(written);
        Assert.Null(again.Defect);
        Assert.Equal((chunk.RunId, chunk.Sequence, chunk.FirstSample, chunk.SampleRate, chunk.StartTime, chunk.DegreesPerCount, chunk.OffsetDegrees, chunk.IsInCounts),
            (again.RunId, again.Sequence, again.FirstSample, again.SampleRate, again.StartTime, again.DegreesPerCount, again.OffsetDegrees, again.IsInCounts));
        Assert.Equal(chunk.Channels().Select(c => (c.Name, c.Column.Type, c.Column.Scale, c.Column.Offset)), again.Channels().Select(c => (c.Name, c.Column.Type, c.Column.Scale, c.Column.Offset)));
        Assert.All(chunk.Channels().Zip(again.Channels()), pair => Assert.Equal(pair.First.Column.Bytes.ToArray(), pair.Second.Column.Bytes.ToArray()));
    }

    [Fact]
    public void Read_ListsOfNumbers_AreColumnsToo()
    {
        QuickV1Chunk chunk = s_reader.Read(Good().Numbers("angle_deg", 15, 15.5).Numbers("i0_counts", 1, 2).Numbers("ifluor_counts", 3, 4).ToArray());

        Assert.Null(chunk.Defect);
        Assert.Equal([15, 15.5], Values(chunk.Encoder));
        Assert.Equal(("ifluor", 3.0), (chunk.IFluor[0].Name, Values(chunk.IFluor[0].Column)[0]));
    }

    [Fact]
    public void Read_AnyTruncation_IsACleanDefect()
    {
        for (int length = 0; length < Golden.Length; length++)
            Assert.Equal("truncated_frame", s_reader.Read(Golden.AsMemory(0, length)).Defect?.Reason);
    }

    [Fact]
    public void Decode_AnyByteChanged_NeverThrows()
    {
        for (int at = 0; at < Golden.Length; at++)
        {
            foreach (byte value in (byte[])[0x00, 0x01, 0x7f, 0x80, 0x90, 0xc0, 0xc1, 0xc3, 0xc4, 0xcb, 0xdb, 0xdd, 0xdf, 0xff])
            {
                byte[] changed = Golden;
                changed[at] = value;
                var message = new WireMessage([changed], default);
                Assert.All(new QuickDecoder(new StreamOptions()).Decode(message), step => Assert.Matches("^[a-z0-9_]+$", step.Defect?.Reason ?? "none"));
                Assert.NotNull(new QuickDecoder(new StreamOptions()).Observe(message).Kind);
                _ = QuickDecoder.Recognises(message);
            }
        }
    }

    public static TheoryData<string, string> Wrong => new()
    {
        { "no run", "missing_field" }, { "no first", "missing_field" }, { "no rate", "missing_field" }, { "no encoder", "missing_field" }, { "no i0", "missing_field" }, { "no signal", "missing_field" },
        { "counts without unit", "missing_field" }, { "values missing", "missing_field" }, { "negative first", "bad_value" }, { "rate", "bad_value" }, { "spacing", "bad_value" }, { "tiny spacing", "bad_value" }, { "e0", "bad_value" },
        { "dtype", "bad_value" }, { "scale", "bad_value" }, { "both encoders", "bad_value" }, { "lengths", "length_mismatch" }, { "odd bytes", "length_mismatch" }, { "text", "wrong_type" },
        { "other format", "unknown_format" }, { "no format", "unknown_format" }, { "too many", "too_large" }, { "trailing", "trailing_bytes" }, { "array", "not_messagepack" },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void Read_WhatContradictsTheTable_SaysWhy(string what, string reason)
    {
        WireMap map = what switch
        {
            "no run" => new WireMap().Text("format", "exafs-quick-v1"),
            "no first" => Head().Number("sample_rate_hz", 1e3),
            "no rate" => Head().Raw("first_sample", [0]),
            "no format" => new WireMap().Text("run_id", "r"),
            "other format" => new WireMap().Text("format", "exafs-scan-v1"),
            "no encoder" => Good().Numbers("i0_counts", 1).Numbers("itrans_counts", 1),
            "no i0" => Good().Numbers("angle_deg", 15).Numbers("itrans_counts", 1),
            "no signal" => Good().Numbers("angle_deg", 15).Numbers("i0_counts", 1),
            "counts without unit" => Good().Numbers("encoder_counts", 15).Numbers("i0_counts", 1).Numbers("itrans_counts", 1),
            "values missing" => Good().Raw("i0_counts", [0x81, 0xa5, .. "scale"u8, 0x01]),
            "negative first" => Head().Raw("first_sample", [0xff]),
            "rate" => Head().Raw("first_sample", [0]).Number("sample_rate_hz", -1),
            "tiny spacing" => Good().Number("mono_d_spacing_angstrom", 1e-69),
            "spacing" => Good().Number("mono_d_spacing_angstrom", -3),
            "e0" => Good().Number("e0_ev", double.NaN),
            "dtype" => Good().Raw("i0_counts", [0x81, 0xa5, .. "dtype"u8, 0xa3, .. ">f4"u8]),
            "scale" => Good().Raw("i0_counts", [0x81, 0xa5, .. "scale"u8, 0xcb, 0x7f, 0xf0, 0, 0, 0, 0, 0, 0]),
            "both encoders" => Good().Numbers("angle_deg", 15).Numbers("encoder_counts", 15),
            "lengths" => Good().Numbers("angle_deg", 15, 16).Numbers("i0_counts", 1).Numbers("itrans_counts", 1),
            "odd bytes" => Good().Raw("angle_deg", [0xc4, 3, 1, 2, 3]),
            "text" => Good().Text("angle_deg", "15"),
            "too many" => Good().Numbers("angle_deg", [.. Enumerable.Repeat(15.0, 11)]),
            _ => Good().Numbers("angle_deg", 15).Numbers("i0_counts", 1).Numbers("itrans_counts", 1),
        };
        byte[] bytes = what == "trailing" ? [.. map.ToArray(), 0] : what == "array" ? [0x90] : map.ToArray();

        Assert.Equal(reason, new QuickV1Reader(new ScanV1Limits { Points = 10 }).Read(bytes).Defect?.Reason);
    }

    [Fact]
    public void Recognises_ItsOwnName_WhateverElse()
    {
        Assert.True(QuickDecoder.Recognises(new([Golden], default)));
        Assert.True(QuickDecoder.Recognises(new([new byte[] { 1 }, Golden], default)));
        Assert.True(QuickDecoder.Recognises(new([new WireMap().Numbers("x", 1, 2).Raw("y", [0x81, 0xa1, 0x61, 0x01]).Text("format", "exafs-quick-v1").ToArray()], default)));
        Assert.False(QuickDecoder.Recognises(new([new ScanV1Writer().WriteScan(ScanExamples.Scan())], default)));
        Assert.False(QuickDecoder.Recognises(new([Array.Empty<byte>()], default)));
        Assert.False(QuickDecoder.Recognises(new([new byte[] { 0x81, 0xa6, 0x66 }], default)));
    }

    private static WireMap Head() => new WireMap().Text("format", "exafs-quick-v1").Text("run_id", "r");

    private static WireMap Good() => Head().Raw("first_sample", [0]).Number("sample_rate_hz", 1e3);

    private static double[] Values(QuickV1Column column)
    {
        double[] values = new double[column.Count];
        column.CopyTo(0, values);
        return values;
    }
}
