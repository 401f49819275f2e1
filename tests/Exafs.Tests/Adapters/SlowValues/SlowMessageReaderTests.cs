using System.Globalization;
using System.Text;
using Exafs.Adapters.ScanV1;
using Exafs.Adapters.SlowValues;
using Exafs.Adapters.Streams;

namespace Exafs.Tests.Adapters.SlowValues;

public class SlowMessageReaderTests
{
    private static readonly SlowMessageReader s_reader = new();

    [Theory]
    [InlineData("""{"sample_temperature_kelvin": 512.3, "time_unix_s": 1792000000.5}""", "sample_temperature [kelvin] 512.3 at 1792000000.5")]
    [InlineData("""{"timestamp": 1792000000, "furnace_celsius": -12, "flow": 3e1}""", "furnace [celsius] -12 at 1792000000, flow [] 30 at 1792000000")]
    [InlineData("""{"heater_watt": 5, "time_unix_s": null, "name": "x", "is_on": true}""", "heater [watt] 5 at ")]
    [InlineData("""[{"a_volt": 1, "time": 1}, {"a_volt": 2}]""", "a [volt] 1 at 1, a [volt] 2 at ")]
    [InlineData("""furnace.1 {"ramp_kelvin_per_minute": 10}""", "ramp [kelvin_per_minute] 10 at ")]
    [InlineData("""{"kelvin": 3, "_kelvin": 4, "": 5}""", "kelvin [] 3 at , _kelvin [] 4 at ")]
    [InlineData("""{"a": NaN, "b": -Infinity, "NaN \" NaN": 1}""", "a [] ∞ at , b [] -∞ at , NaN \" NaN [] 1 at ")]
    public void Read_Json_GivesItsNumbers(string text, string readings) => Assert.Equal(readings, Words(s_reader.Read(Encoding.UTF8.GetBytes(text))));

    [Fact]
    public void Read_MessagePack_GivesItsNumbers()
    {
        byte[] map = new WireMap().Number("sample_temperature_kelvin", 512.3).Number("time_unix_s", 1792000000.5).Text("name", "x").Raw("count", [0x05]).Raw("nothing", [0xc0]).ToArray();

        Assert.Equal("sample_temperature [kelvin] 512.3 at 1792000000.5, count [] 5 at 1792000000.5", Words(s_reader.Read(map)));
        Assert.Equal("sample_temperature [kelvin] 512.3 at 1792000000.5, count [] 5 at 1792000000.5", Words(s_reader.Read(new WireMessage([Encoding.UTF8.GetBytes("topic"), map], default))));
        Assert.Equal(2, s_reader.Read((byte[])[0x92, .. new WireMap().Number("a", 1).ToArray(), .. new WireMap().Number("a", 2).ToArray()]).Readings.Length);
    }

    [Theory]
    [InlineData("""{"a": 1""", "not_json")]
    [InlineData("""{"a": 1} x""", "not_json")]
    [InlineData("""{"a": 1,}""", "not_json")]
    [InlineData("{}", "no_numbers")]
    [InlineData("[]", "no_numbers")]
    [InlineData("""{"name": "x"}""", "no_numbers")]
    [InlineData("""{"time_unix_s": 1}""", "no_numbers")]
    [InlineData("""{"a": 1, "time_unix_s": 1792000000500}""", "bad_value")]
    [InlineData("""{"a": 1, "time_unix_s": -5}""", "bad_value")]
    [InlineData("""{"a": 1, "time_unix_s": NaN}""", "bad_value")]
    [InlineData("""{"a": 1, "time": "12:30"}""", "wrong_type")]
    [InlineData("""{"a": [1, 2]}""", "not_slow_values")]
    [InlineData("""{"a": {"value": 1}}""", "not_slow_values")]
    [InlineData("""{"htype": "bsr_m-1.1", "pulse_id": 1}""", "not_slow_values")]
    [InlineData("""{"uid": "f00", "time": 1792000000.5, "scan_id": 3}""", "not_slow_values")]
    [InlineData("[1, 2]", "not_slow_values")]
    [InlineData("512.3", "not_slow_values")]
    [InlineData("", "not_slow_values")]
    [InlineData("{\"\\ud800\": 1}", "not_json")]
    public void Read_WhatCannotBeUsed_SaysWhy(string text, string reason) => Assert.Equal(reason, s_reader.Read(Encoding.UTF8.GetBytes(text)).Defect?.Reason);

    [Fact]
    public void Read_ScanV1_IsLeftToItsDecoder() =>
        Assert.Equal("not_slow_values", s_reader.Read(new ScanV1Writer().WriteBegin(ScanExamples.Scan(), 5)).Defect?.Reason);

    [Theory]
    [InlineData(new byte[] { 0x81, 0xa1, 0x61, 0x01, 0x00 }, "trailing_bytes")]
    [InlineData(new byte[] { 0x81, 0xa1, 0x61, 0xc1 }, "not_messagepack")]
    [InlineData(new byte[] { 0x81, 0x01, 0x01 }, "not_slow_values")]
    [InlineData(new byte[] { 0x80 }, "no_numbers")]
    [InlineData(new byte[] { 0xdf, 0xff, 0xff, 0xff, 0xff, 0xa1 }, "too_large")]
    [InlineData(new byte[] { 0xdf, 0x00, 0x00, 0x00, 0x05, 0xa1 }, "truncated_frame")]
    [InlineData(new byte[] { 0x93, 0x80, 0x80, 0x01 }, "not_slow_values")]
    public void Read_BadMessagePack_SaysWhy(byte[] bytes, string reason) => Assert.Equal(reason, s_reader.Read(bytes).Defect?.Reason);

    [Fact]
    public void Read_MoreThanTheLimits_IsRefused()
    {
        var reader = new SlowMessageReader(new ScanV1Limits { Channels = 2, TextBytes = 5 });

        Assert.Null(reader.Read("""{"a": 1, "b": 2, "time": 3}"""u8.ToArray()).Defect);
        Assert.Equal("too_large", reader.Read("""{"a": 1, "b": 2, "c": 3}"""u8.ToArray()).Defect?.Reason);
        Assert.Equal("too_large", reader.Read("""{"abcdef": 1}"""u8.ToArray()).Defect?.Reason);
        Assert.Equal("too_large", reader.Read(new WireMap().Number("abcdef", 1).ToArray()).Defect?.Reason);
        Assert.Equal("not_slow_values", reader.Read(Encoding.UTF8.GetBytes("{\"a\": 1}" + new string(' ', 1 << 20))).Defect?.Reason);
    }

    [Fact]
    public void Read_CutOrChangedAnywhere_NeverThrows()
    {
        byte[][] wholes = [Encoding.UTF8.GetBytes("""topic {"sample_temperature_kelvin": 512.3, "x": NaN, "time_unix_s": 1792000000.5}"""), new WireMap().Number("sample_temperature_kelvin", 512.3).Text("n", "x").Number("time_unix_s", 1).ToArray()];
        var random = new Random(1);
        foreach (byte[] whole in wholes)
        {
            for (int length = 0; length < whole.Length; length++)
                Assert.NotNull(s_reader.Read(whole.AsMemory(0, length)).Defect);
            for (int i = 0; i < 20_000; i++)
            {
                byte[] changed = [.. whole];
                for (int n = random.Next(1, 4); n > 0; n--)
                    changed[random.Next(changed.Length)] = (byte)random.Next(256);
                s_reader.Read(changed);
            }
        }
    }

    [Fact]
    public void Read_DeeplyNested_IsRefusedWithoutHarm()
    {
        Assert.NotNull(s_reader.Read(Encoding.UTF8.GetBytes("{\"a\":" + new string('[', 100_000))).Defect);
        Assert.NotNull(s_reader.Read((byte[])[0x81, 0xa1, 0x61, .. Enumerable.Repeat((byte)0x91, 100_000)]).Defect);
    }

    private static string Words(SlowMessage message)
    {
        Assert.Null(message.Defect);
        return string.Join(", ", message.Readings.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Name} [{r.Unit}] {(double.IsInfinity(r.Value) ? (r.Value > 0 ? "∞" : "-∞") : r.Value)} at {r.Time}")));
    }
}
