using Exafs.Adapters.ScanV1;
using Exafs.Adapters.SlowValues;
using Exafs.Adapters.Streams;

namespace Exafs.Tests.Adapters.SlowValues;

public class SlowDecoderTests
{
    [Fact]
    public void Read_OwnForm_NeedsNoFormat()
    {
        Assert.Equal(new SlowReading("a", "volt", 1, null), Assert.Single(Read(StreamFormat.Auto, """{"a_volt": 1}"""u8.ToArray()).Readings));
        Assert.NotNull(Read(StreamFormat.ScanV1, """{"a_volt": 1}"""u8.ToArray()).Defect);
    }

    [Fact]
    public void Read_AnyFormatOfScans_GivesTheLastValuesOfItsChannels()
    {
        SlowMessage message = Read(StreamFormat.Auto, new ScanV1Writer().WriteScan(ScanExamples.Scan()));

        Assert.Null(message.Defect);
        Assert.Contains(new SlowReading("sample_temperature_kelvin", "K", 350.25, 1_772_366_402), message.Readings);
        Assert.Contains(new SlowReading("heater", "watt", 12.5, 1_772_366_402), message.Readings);
        Assert.Contains(new SlowReading("pressure", "pascal", 101329, 1_772_366_402), message.Readings);
    }

    [Fact]
    public void Read_WhatNobodyUnderstands_SaysWhy()
    {
        Assert.Equal("no_numbers", Read(StreamFormat.Auto, "{}"u8.ToArray()).Defect?.Reason);
        Assert.NotEqual("not_slow_values", Read(StreamFormat.Auto, "rubbish"u8.ToArray()).Defect?.Reason);
        Assert.NotNull(Read(StreamFormat.Auto, []).Defect);
    }

    private static SlowMessage Read(StreamFormat format, byte[] frame) => new SlowDecoder(new StreamOptions { Format = format }).Read(new WireMessage([frame], DateTimeOffset.UnixEpoch));
}
