using Exafs.Adapters.SlowValues;
using Exafs.Adapters.Streams;
using Exafs.Adapters.ZeroMq;
using Exafs.Monitor.Options;

namespace Exafs.Tests.Monitor;

public class SlowValuesSectionTests
{
    [Theory]
    [InlineData("""{ "connect": ["furnace:5556"] }""", "slow_values.connect: \"furnace:5556\" is no endpoint")]
    [InlineData("""{ "connect": ["tcp://a:1"], "bind": ["tcp://*:1"] }""", "slow_values.connect: give endpoints either to connect to or to bind, not both")]
    [InlineData("""{ "curve_secret_key_file": "x" }""", "slow_values.curve_secret_key_file: needs endpoints")]
    [InlineData("""{ "prefer": "both" }""", "slow_values.prefer = \"both\": allowed is one of scan, side_channel")]
    [InlineData("""{ "staleness_seconds": 0 }""", "slow_values.staleness_seconds = 0: allowed is a number from 0.001 to 86400")]
    [InlineData("""{ "others": "all" }""", "slow_values.others = \"all\": allowed is a list of texts, or null")]
    [InlineData("""{ "temperature_unit": "fahrenheit" }""", "slow_values.temperature_unit = \"fahrenheit\": allowed is one of auto, kelvin, celsius")]
    public void Parse_WhatCannotBe_NamesTheKey(string section, string problem) =>
        Assert.StartsWith(problem, Assert.Single(ConfigurationFile.Parse($$"""{ "slow_values": {{section}} }""").Problems));

    [Fact]
    public void Parse_Section_BecomesTheOptionsOfTheSideChannelAndOfItsSocket()
    {
        var (options, problems) = ConfigurationFile.Parse("""
            { "slow_values": { "bind": ["tcp://*:5556"], "pattern": "pull", "topic": "t", "format": "exafs-scan-v1", "sample_temperature": "T", "temperature_unit": "celsius", "others": ["a"],
              "prefer": "side_channel", "staleness_seconds": 2.5, "keep_readings": 7 } }
            """);

        Assert.Empty(problems);
        var section = options!.SlowValues;
        var socket = section.ToSocket();
        Assert.Equal(("tcp://*:5556", true, ZeroMqPattern.Pull, "t", StreamFormat.ScanV1), (Assert.Single(socket.Endpoints), socket.Bind, socket.Pattern, socket.Topic, socket.Stream.Format));
        var side = section.ToSideChannel();
        Assert.Equal((true, "T", TemperatureUnit.Celsius, SlowPreference.SideChannel, 2.5, 7), (side.IsExpected, side.SampleTemperature, side.TemperatureUnit, side.Prefer, side.Staleness.TotalSeconds, side.KeepReadings));
        Assert.Equal(["a"], side.Others.AsEnumerable());
        Assert.Equal("tcp://*:5556 (bound)", section.InWords());
    }

    [Fact]
    public void ToSideChannel_Defaults_AreThoseOfTheOptions()
    {
        Assert.False(new SlowValuesSection().HasSocket);
        Assert.Equal(new SideChannelOptions(), new SlowValuesSection().ToSideChannel());
    }
}
