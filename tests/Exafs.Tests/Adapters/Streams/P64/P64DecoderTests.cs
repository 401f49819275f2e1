using System.Text;
using Exafs.Adapters.ScanV1;
using Exafs.Adapters.Streams;
using Exafs.Adapters.Streams.P64;
using Exafs.Signal;

namespace Exafs.Tests.Adapters.Streams.P64;

public sealed class P64DecoderTests
{
    // Columns 1 and 6 to 9 of the first line of CuSO4_01M_flow_0001.dat, as monitor_data_pub.py sends them.
    private const string Golden = "8.779498287902291850e+03 2.763540000000000146e+04 1.532150000000000091e+03 7.200000000000000000e+01 6.800000000000000000e+01";

    [Fact]
    public void Decode_LineOfTheBeamline_IsItsPoint()
    {
        ScanV1Message point = New().Decode(Text(Golden))[^1];

        Assert.Equal((8779.498287902291850, 27635.4, 1532.15, 72.0), (point.Energy[0], point.I0[0], point.ITrans[0], point.IRefer[0]));
        Assert.Equal(("ip", 68.0), (point.IFluor.Single().Name, point.IFluor.Single().Values[0]));
    }

    [Fact]
    public void Decode_Scans_AreTheScansBitForBit()
    {
        Scan[] sent = [ScanExamples.Scan(50), ScanExamples.Scan(30) with { Energy = ScanExamples.Column(30, i => 7000 + (i / 3.0)), I0 = ScanExamples.Column(30, i => 1 / (i + 1.7)) }];

        Scan[] scans = StepsToScans.Of(New(), [.. P64Messages.Of(sent[0], "./data/Cu foil_0001.dat"), .. P64Messages.Of(sent[1], "b.nxs"), [Encoding.UTF8.GetBytes("clear")]]);

        Assert.Equal(2, scans.Length);
        Assert.All(scans.Zip(sent), pair =>
        {
            Assert.Equal((ScanProgress.Complete, null), (pair.First.Progress, pair.First.Defect));
            Assert.Equal(pair.Second.Energy.ToArray(), pair.First.Energy.ToArray());
            Assert.Equal(pair.Second.I0.ToArray(), pair.First.I0.ToArray());
            Assert.Equal(pair.Second.ITrans.ToArray(), pair.First.ITrans.ToArray());
            Assert.Equal(pair.Second.IRefer.ToArray(), pair.First.IRefer.ToArray());
            Assert.Equal(pair.Second.IFluor[0].Values.ToArray(), pair.First.IFluor.Single().Values.ToArray());
        });
        Assert.StartsWith("Cu_foil_0001-", scans[0].ScanId);
        Assert.StartsWith("b-", scans[1].ScanId);
        Assert.Equal((1L, 2L), (scans[0].Sequence, scans[1].Sequence));
    }

    [Fact]
    public void Decode_EnergyThatTurns_HasTwoScansOfOneFile()
    {
        Scan[] scans = StepsToScans.Of(New(), Lines("a.dat", "7000 1 1", "7010 1 1", "7020 1 1", "7010 1 1", "7000 1 1"));

        Assert.Equal([3, 2], scans.Select(s => s.Energy.Length));
        Assert.All(scans, s => Assert.StartsWith("a-", s.ScanId));
        Assert.NotEqual(scans[0].ScanId, scans[1].ScanId);
    }

    [Theory]
    [InlineData("7000\t10\t 5 ", 0)]
    [InlineData("7000 10 5\r\n", 0)]
    [InlineData("  7000 10 5 2 1 300.5 1e3\0", 2)]
    public void Decode_OtherBlanksAndColumns_IsAPoint(string line, int others)
    {
        ScanV1Message point = New().Decode(Text(line))[^1];

        Assert.Equal((7000.0, 10.0, 5.0), (point.Energy[0], point.I0[0], point.ITrans[0]));
        Assert.Equal(others, point.Channels.Length);
    }

    [Fact]
    public void Decode_NumbersThatAreNone_ArriveAsTheyAre()
    {
        ScanV1Message point = New().Decode(Text("7000 nan -inf inf NaN"))[^1];

        Assert.Equal((double.NaN, double.NegativeInfinity, double.PositiveInfinity), (point.I0[0], point.ITrans[0], point.IRefer[0]));
    }

    [Fact]
    public void Decode_SeveralLinesInOneMessage_AreAllTaken() =>
        Assert.Equal([2, 1], StepsToScans.Of(New(), Lines("7000 1 1\n7001 1 1\nclear\n7000 1 1")).Select(s => s.Energy.Length));

    [Fact]
    public void Decode_TemperatureInAFurtherColumn_IsTheScans()
    {
        var options = new StreamOptions { Format = StreamFormat.P64, Channels = new() { SampleTemperature = "column_6", TemperatureUnit = TemperatureUnit.Celsius } };

        Scan scan = Assert.Single(StepsToScans.Of(new P64Decoder(options), Lines("7000 1 1 1 1 20", "7001 1 1 1 1 22")));

        Assert.Equal(294.15, scan.SampleTemperature!.Value, 1e-9);
    }

    [Fact]
    public void Decode_SpoiltLineWithinAScan_SpoilsThatScanAlone()
    {
        Scan[] scans = StepsToScans.Of(New(), Lines("clear", "7000 1 1", "7001 x 1", "7002 1 1", "clear", "7000 1 1", "7001 1 1", "clear"));

        Assert.Equal(["bad_value", null], scans.Select(s => s.Defect?.Reason));
        Assert.Equal([2, 2], scans.Select(s => s.Energy.Length));
    }

    [Fact]
    public void Decode_TooFewColumns_IsSaidOnceAScan()
    {
        Scan[] scans = StepsToScans.Of(New(), Lines("clear", "7000 1", "7001 1", "7002 1", "clear", "7000 1"));

        Assert.Equal(["missing_field", "missing_field"], scans.Select(s => s.Defect?.Reason));
    }

    [Theory]
    [InlineData("test")]
    [InlineData("# Scan mode - continuous")]
    [InlineData("")]
    [InlineData("\r\n")]
    public void Decode_WhatSaysNothing_IsNothing(string line) => Assert.Empty(New().Decode(Text(line)));

    [Theory]
    [InlineData("test", true)]
    [InlineData("clear", true)]
    [InlineData("./CuSO4_01M_flow_0001.dat", true)]
    [InlineData(Golden, true)]
    [InlineData("8779.5 1", false)]
    [InlineData(" event {\"data\": 1}", false)]
    [InlineData("event {\"x.dat\": 1}.dat", false)]
    [InlineData("start abc", false)]
    [InlineData("{\"htype\":\"header\"}", false)]
    [InlineData("", false)]
    public void Recognises_Text_OnlyItsOwn(string text, bool isOne)
    {
        Assert.Equal(isOne, P64Decoder.Recognises(Text(text)));
        Assert.False(P64Decoder.Recognises(StepsToScans.Message(Encoding.UTF8.GetBytes(text), [1])));
    }

    [Fact]
    public void Observe_APoint_HasItsChannels()
    {
        StreamObservation seen = New().Observe(Text(Golden));

        Assert.Equal(("point", 5), (seen.Kind, seen.Readings.Length));
        Assert.Equal(("E", "eV", 8779.498287902291850), (seen.Readings[0].Name, seen.Readings[0].Unit, seen.Readings[0].Last));
        Assert.Equal(["clear", "name", "test", "unknown"], new[] { "clear", "a.dat", "test", "1 x" }.Select(t => New().Observe(Text(t)).Kind));
    }

    [Fact]
    public void Decode_AnyTruncationOrChange_NeverThrows() =>
        StepsToScans.AssertSurvives(New, P64Decoder.Recognises, [Encoding.UTF8.GetBytes(Golden + "\nclear\n./a.dat\n7000 1 1")]);

    [Fact]
    public void Decode_TooLongALine_IsRejected() => Assert.Equal("too_large", New().Decode(Text(new string('7', 100_000)))[0].Defect?.Reason);

    private static P64Decoder New() => new(new() { Format = StreamFormat.P64 });

    private static WireMessage Text(string line) => StepsToScans.Message(Encoding.UTF8.GetBytes(line));

    private static IEnumerable<byte[][]> Lines(params string[] lines) => lines.Select(l => (byte[][])[Encoding.UTF8.GetBytes(l)]);
}
