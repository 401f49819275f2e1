using Exafs.Adapters.ScanV1;
using Exafs.Adapters.Sniffing;
using Exafs.Adapters.Streams;

namespace Exafs.Tests.Adapters.Streams;

/// <summary>What is said of an endpoint that nobody knows yet.</summary>
public sealed class SnifferTests
{
    private static readonly DateTimeOffset s_start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void Streams_ScansAtTenASecondWithAGap_SaysRateEnergiesTemperatureAndGap()
    {
        var sniffer = new Sniffer(new());
        var writer = new ScanV1Writer();
        long[] sequences = [1, 2, 3, 6, 7];
        for (int i = 0; i < sequences.Length; i++)
            sniffer.Add(Message(writer.WriteScan(ScanExamples.Scan(20, $"s{i}", sequence: sequences[i])), s_start.AddSeconds(0.1 * i)));

        SniffedStream seen = Assert.Single(sniffer.Streams());

        Assert.Equal((StreamFormat.ScanV1, 5, 5, 100, 2), (seen.Format, seen.Messages, seen.Scans, seen.Points, seen.Missing));
        Assert.Equal(10, seen.MessagesPerSecond, 9);
        Assert.Equal((7000.0, 7019.0), seen.Energies);
        Assert.Equal((350.25, 350.25), seen.Temperatures);
        Assert.Equal("energy", seen.Channels.Single(channel => channel.Name == "energy_ev").Role);
        Assert.Empty(seen.Defects);
    }

    [Fact]
    public void Add_WhatIsOfNoFormat_IsCountedAndShown()
    {
        var sniffer = new Sniffer(new());
        sniffer.Add(Message("GET / HTTP/1.1"u8.ToArray(), s_start));
        sniffer.Add(Message([], s_start));

        Assert.Empty(sniffer.Streams());
        Assert.Equal(2, sniffer.Unknown);
        Assert.Contains("GET / HTTP/1.1", sniffer.UnknownExample);
    }

    [Fact]
    public void Streams_TwoFormatsOnOnePort_AreToldApart()
    {
        var sniffer = new Sniffer(new());
        foreach (FormatExamples format in FormatExamples.All.DistinctBy(format => format.Format))
        {
            foreach (byte[][] frames in format.Messages(ScanExamples.Scan(10)))
                sniffer.Add(new WireMessage([.. frames.Select(frame => (ReadOnlyMemory<byte>)frame)], s_start));
        }

        Assert.Equal(FormatExamples.All.Select(format => format.Format).Distinct().Order(), sniffer.Streams().Select(stream => stream.Format).Order());
        Assert.Equal(0, sniffer.Unknown);
    }

    private static WireMessage Message(byte[] bytes, DateTimeOffset arrived) => new([bytes], arrived);
}
