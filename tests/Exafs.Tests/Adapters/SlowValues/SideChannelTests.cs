using Exafs.Adapters.SlowValues;
using Exafs.Adapters.Streams;
using Exafs.Signal;
using Exafs.Tests.Pipeline;

namespace Exafs.Tests.Adapters.SlowValues;

public class SideChannelTests
{
    private static readonly SideChannelOptions s_expected = new() { IsExpected = true };

    private readonly VirtualTime _time = new();
    private readonly List<(bool IsTrouble, string Words)> _told = [];

    public SideChannelTests() => _time.Advance(TimeSpan.FromSeconds(1000));

    [Fact]
    public void Join_ScanBetweenTwoReadings_GetsTheTemperatureOfItsMiddle()
    {
        SideChannel side = Side(s_expected);
        Take(side, ("sample_temperature", "kelvin", 300, 990), ("sample_temperature", "kelvin", 301, 991));

        Assert.Equal(300.25, side.Join(ScanAt(990.25)).SampleTemperature!.Value, 1e-9);
        Assert.Equal((1, 0, 2L), (side.Counts.Temperatures, side.Counts.StaleTemperatures, side.Counts.Readings));
        Assert.Empty(_told);
    }

    // At 100 scans a second and a reading each second nearly every scan is newer than the last reading.
    [Fact]
    public void Join_ManyScansBetweenFewReadings_HoldTheLastOne()
    {
        SideChannel side = Side(s_expected);
        for (int i = 0; i < 1000; i++)
        {
            double now = 1000 + (i / 100.0);
            if (i % 100 == 0)
                side.Take([new("sample_temperature", "kelvin", 300 + now, null)], _time.GetUtcNow());
            Assert.Equal(300 + Math.Floor(now), side.Join(ScanAt(now - 0.001 < Math.Floor(now) ? now : now - 0.001)).SampleTemperature!.Value, 1e-9);
            _time.Advance(TimeSpan.FromMilliseconds(10));
        }

        Assert.Equal((1000, 0), (side.Counts.Temperatures, side.Counts.StaleTemperatures));
    }

    [Theory]
    [InlineData(TemperatureUnit.Auto, "celsius", 20, 293.15)]
    [InlineData(TemperatureUnit.Auto, "C", 20, 293.15)]
    [InlineData(TemperatureUnit.Auto, "K", 20, 20.0)]
    [InlineData(TemperatureUnit.Auto, "", 20, 20.0)]
    [InlineData(TemperatureUnit.Auto, "millivolt", 20, null)]
    [InlineData(TemperatureUnit.Celsius, "", -20, 253.15)]
    [InlineData(TemperatureUnit.Kelvin, "celsius", 20, 20.0)]
    public void Join_Unit_IsMadeKelvin(TemperatureUnit configured, string unit, double value, double? kelvin)
    {
        SideChannel side = Side(s_expected with { TemperatureUnit = configured, SampleTemperature = "sample_temperature" });
        Take(side, ("sample_temperature", unit, value, 1000));

        Assert.Equal(kelvin, side.Join(ScanAt(1000)).SampleTemperature is { } found ? Math.Round(found, 9) : null);
    }

    [Theory]
    [InlineData(null, 300.0)]
    [InlineData("furnace", 500.0)]
    [InlineData("furnace_celsius", 500.0)]
    [InlineData("sample_temperature_kelvin", 300.0)]
    [InlineData("none_of_these", null)]
    [InlineData("", null)]
    public void Join_Channel_IsTheOneConfigured_OrTheSamples(string? configured, double? kelvin)
    {
        SideChannel side = Side(s_expected with { SampleTemperature = configured });
        Take(side, ("furnace", "celsius", 226.85, 1000), ("temperature_setpoint", "kelvin", 900, 1000), ("sample_temperature", "kelvin", 300, 1000), ("heater", "watt", 12, 1000));

        Scan scan = side.Join(ScanAt(1000));

        Assert.Equal(kelvin, scan.SampleTemperature is { } found ? Math.Round(found, 9) : null);
        Assert.Equal(configured is "" ? 0 : 1, side.Counts.Temperatures + side.Counts.StaleTemperatures);
        Assert.Contains(scan.Channels, channel => channel is { Name: "heater", Unit: "watt", Values: [12] });
        Assert.Equal(kelvin is null ? 4 : 3, scan.Channels.Length);
    }

    [Fact]
    public void Join_ScanWithATemperature_KeepsItsOwn_UnlessTheSideChannelIsPreferred()
    {
        foreach (SlowPreference prefer in Enum.GetValues<SlowPreference>())
        {
            SideChannel side = Side(s_expected with { Prefer = prefer });
            Take(side, ("sample_temperature", "kelvin", 300, 1000), ("heater", "watt", 12, 1000));
            Scan own = ScanAt(1000) with { SampleTemperature = 400, Channels = [new Channel("heater", "watt", [5])] };

            Scan joined = side.Join(own);

            bool isOwn = prefer == SlowPreference.Scan;
            Assert.Equal((isOwn ? 400.0 : 300.0, isOwn ? 5.0 : 12.0), (joined.SampleTemperature, Assert.Single(joined.Channels).Values[0]));
            Assert.Equal(400, side.Join(own with { StartTime = At(2000), EndTime = At(2000) }).SampleTemperature);
        }
    }

    [Theory]
    [InlineData(null, "furnace heater pressure")]
    [InlineData("", "")]
    [InlineData("heater", "heater")]
    [InlineData("heater_watt", "heater")]
    [InlineData("fur*", "furnace")]
    public void Join_Others_AreThoseConfigured(string? others, string names)
    {
        SideChannel side = Side(s_expected with { Others = others is null ? default : others.Length == 0 ? [] : [others] });
        Take(side, ("sample_temperature", "kelvin", 300, 1000), ("furnace", "celsius", 30, 1000), ("heater", "watt", 1, 1000), ("pressure", "pascal", 2, 1000));

        Assert.Equal(names, string.Join(' ', side.Join(ScanAt(1000)).Channels.Select(channel => channel.Name)));
    }

    [Fact]
    public void Join_Silence_LetsScansGoWithout_AndTellsOnceAndWhenItIsBack()
    {
        SideChannel side = Side(s_expected);
        Take(side, ("sample_temperature", "kelvin", 300, 1000));
        for (int i = 0; i < 60; i++)
        {
            Scan scan = side.Join(ScanAt(1000 + i));
            Assert.Equal(i <= 10 ? 300 : null, scan.SampleTemperature);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal((true, "side channel: scan 1011 gets no temperature: the last reading of sample_temperature is 11.0 s older (limit 10 s)"), Assert.Single(_told));
        Assert.Contains("60.0 s ago, stale", side.InWords(), StringComparison.Ordinal);
        Take(side, ("sample_temperature", "kelvin", 310, 1060));
        Assert.Equal(310, side.Join(ScanAt(1061)).SampleTemperature);
        Assert.Equal((false, "side channel: sample_temperature is there again: 310.0 K for scan 1061"), _told[^1]);
        Assert.Null(side.Join(ScanAt(1030)).SampleTemperature); // in the gap, now that there is one
        Assert.Equal((2, 12, 50), (_told.Count, side.Counts.Temperatures, side.Counts.StaleTemperatures));
    }

    [Fact]
    public void Join_NothingExpectedAndNothingCame_LeavesTheScanAlone()
    {
        SideChannel side = Side(new());
        Scan scan = ScanAt(1000);

        Assert.Same(scan, side.Join(scan));
        Assert.Null(side.InWords());
        Take(side, ("T_sample", "", 300, 1000));
        Assert.Equal(300, side.Join(scan).SampleTemperature);
    }

    [Fact]
    public void Join_NothingCameYet_IsTold()
    {
        SideChannel side = Side(s_expected);

        Assert.Null(side.Join(ScanAt(1000)).SampleTemperature);
        Assert.EndsWith("no reading has come (limit 10 s)", Assert.Single(_told).Words, StringComparison.Ordinal);
        Assert.Equal("no reading yet", side.InWords());
    }

    [Fact]
    public void Join_ScanWithoutTime_TakesThatOfItsArrival()
    {
        SideChannel side = Side(s_expected);
        Take(side, ("sample_temperature", "kelvin", 300, 998), ("sample_temperature", "kelvin", 302, 1000));
        Scan scan = new() { RunId = "r", ScanId = "s", ReceivedTimestamp = _time.GetTimestamp() - (TimeSpan.TicksPerSecond / 2) };

        Assert.Equal(301.5, side.Join(scan).SampleTemperature!.Value, 1e-9);
        Assert.Equal(302, side.Join(scan with { ReceivedTimestamp = 0 }).SampleTemperature);
    }

    [Fact]
    public void Join_Snapshot_GetsTheTemperatureToo_AndIsNotCounted()
    {
        SideChannel side = Side(s_expected);
        Take(side, ("sample_temperature", "kelvin", 300, 1000));

        Assert.Equal(300, side.Join(ScanAt(1000) with { Progress = ScanProgress.Growing }).SampleTemperature);
        Assert.Null(side.Join(ScanAt(1900) with { Progress = ScanProgress.Growing }).SampleTemperature);
        Assert.Equal((0, 0), (side.Counts.Temperatures, side.Counts.StaleTemperatures));
        Assert.Empty(_told);
    }

    [Fact]
    public void Take_WhatCannotBeUsed_IsCountedByItsReason()
    {
        SideChannel side = Side(s_expected with { Channels = 2, KeepReadings = 2 });
        Assert.Equal(2, Take(side, ("sample_temperature", "celsius", 20, 1000), ("heater", "watt", 1, 1000)).Taken);

        SlowTaken became = Take(side, ("sample_temperature", "celsius", double.NaN, 1001), ("sample_temperature", "celsius", -300, 1001), ("sample_temperature", "celsius", 20, 1020),
            ("third", "", 1, 1000), ("fourth", "", double.NaN, 1000), ("heater", "watt", 1, 1000), ("heater", "watt", 1, double.NaN));

        Assert.Equal((0, 1, 6, "not_finite"), (became.Taken, became.Repeated, became.Rejected, became.First!.Reason));
        Assert.Equal("bad_value 1, duplicate 1, from_the_future 1, not_finite 3, too_many_channels 1", string.Join(", ", side.Counts.Rejected.Select(pair => $"{pair.Key} {pair.Value}")));
        Assert.Equal(9, side.Counts.Readings);
        Assert.All(_told, told => Assert.True(told.IsTrouble));
        Assert.DoesNotContain(_told, told => told.Words.Contains("duplicate", StringComparison.Ordinal));
    }

    [Fact]
    public void Take_ManyNames_DisplaceOnlyWhatHasBeenSilent()
    {
        SideChannel side = Side(s_expected with { Channels = 3 });
        for (int i = 0; i < 100; i++)
        {
            Take(side, ("sample_temperature", "kelvin", 300, 1000 + i), ($"rubbish{i}", "", 1, 1000 + i));
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(300, side.Join(ScanAt(1099)).SampleTemperature);
        Assert.InRange(side.Counts.Rejected["too_many_channels"], 55, 98);
    }

    [Fact]
    public void Take_OneNameInTwoUnits_IsTwoChannels()
    {
        SideChannel side = Side(s_expected);
        Take(side, ("sample", "kelvin", 300, 1000), ("sample", "volt", 1.5, 1000), ("sample", "volt", 2.5, 1001));

        Scan scan = side.Join(ScanAt(1000.5));

        Assert.Equal(300, scan.SampleTemperature);
        Assert.Equal(("sample_volt", "volt", 2.0), (Assert.Single(scan.Channels).Name, scan.Channels[0].Unit, scan.Channels[0].Values[0]));
    }

    [Fact]
    public void Reject_ManyMessages_AreToldEverMoreRarely()
    {
        SideChannel side = Side(s_expected);
        for (int i = 0; i < 1000; i++)
            side.Reject(new Defect("not_json", "x"));

        Assert.Equal((10, 1000), (_told.Count, side.Counts.Rejected["not_json"]));
    }

    [Fact]
    public void InWords_WithoutATemperature_NamesWhatThereIs()
    {
        SideChannel side = Side(s_expected);
        Take(side, ("heater", "watt", 1, 1000), ("heat", "", 1, double.NaN));

        Assert.Equal("no temperature among heater (watt), heat", side.InWords());
        Assert.Null(side.Join(ScanAt(1000)).SampleTemperature);
    }

    [Fact]
    public async Task ReadAllAsync_Joined_GivesEveryScanInOrder()
    {
        SideChannel side = Side(s_expected);
        Take(side, ("sample_temperature", "kelvin", 300, 990), ("sample_temperature", "kelvin", 310, 1000));
        var source = new JoinedScanSource(new ListSource(Enumerable.Range(0, 10).Select(i => ScanAt(990 + i))), side);

        List<Scan> scans = [];
        await foreach (Scan scan in source.ReadAllAsync(default))
            scans.Add(scan);

        Assert.Equal(Enumerable.Range(990, 10).Select(i => ($"{i}", i - 690.0)), scans.Select(scan => (scan.ScanId, Math.Round(scan.SampleTemperature!.Value, 9))));
    }

    [Fact]
    public async Task TakeAndJoin_FromManyThreads_LoseNothing()
    {
        SideChannel side = Side(s_expected);
        Task[] all =
        [
            .. Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
            {
                for (int i = 0; i < 5000; i++)
                    side.Take([new("sample_temperature", "kelvin", 300, 900 + (thread / 4.0) + (i / 100.0))], _time.GetUtcNow());
            })),
            Task.Run(() =>
            {
                for (int i = 0; i < 5000; i++)
                    Assert.True(side.Join(ScanAt(920)).SampleTemperature is null or 300);
            }),
        ];
        await Task.WhenAll(all);

        Assert.Equal((20_000, 5000), (side.Counts.Readings, side.Counts.Temperatures + side.Counts.StaleTemperatures));
    }

    private SideChannel Side(SideChannelOptions options) => new(options, _time, (isTrouble, words) => _told.Add((isTrouble, words)));

    private SlowTaken Take(SideChannel side, params (string Name, string Unit, double Value, double Time)[] readings) =>
        side.Take([.. readings.Select(r => new SlowReading(r.Name, r.Unit, r.Value, r.Time))], _time.GetUtcNow());

    private static DateTime At(double seconds) => DateTime.UnixEpoch.AddSeconds(seconds);

    private static Scan ScanAt(double seconds) => new() { RunId = "r", ScanId = $"{seconds:g6}", StartTime = At(seconds - 0.25), EndTime = At(seconds + 0.25) };
}
