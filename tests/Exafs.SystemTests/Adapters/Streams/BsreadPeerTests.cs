using Exafs.Adapters.Streams;
using Exafs.Adapters.ZeroMq;
using Exafs.Signal;
using Exafs.Tests.Adapters.Streams.Bsread;

namespace Exafs.SystemTests.Adapters.Streams;

/// <summary>A source of bsread in Python, over TCP: its JSON, MD5, LZ4 and bitshuffle are none of ours.</summary>
public sealed class BsreadPeerTests
{
    private const int Points = 250, ScansOfPulses = 8, WholeScans = 4;

    [Fact]
    public async Task ReadAllAsync_SourceInPython_IsReadBitForBit()
    {
        string endpoint = $"tcp://127.0.0.1:{Peer.FreePort()}";
        var source = new ZeroMqScanSource(new() { Endpoints = [endpoint], Bind = true, Pattern = ZeroMqPattern.Pull, Stream = new() { Format = StreamFormat.Bsread, Channels = BsreadMessages.Channels } }, TimeProvider.System);
        using Peer python = Peer.Python("bsread_peer.py", endpoint, $"{Points}");
        using var ended = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        List<Scan> scans = [];
        await foreach (Scan scan in source.ReadAllAsync(ended.Token))
        {
            if (!scan.IsSnapshot)
                scans.Add(scan);
            if (scans.Count == ScansOfPulses + WholeScans)
                await ended.CancelAsync();
        }

        await python.DoneAsync();
        Assert.Equal(ScansOfPulses + WholeScans, scans.Count);
        Assert.All(scans, scan =>
        {
            Assert.Equal((null, ScanProgress.Complete), (scan.Defect, scan.Progress));
            Assert.Equal(Column(i => 7000 + (i * 0.5)), scan.Energy);
            Assert.Equal(Column(i => 1e6 - (3.25 * i)), scan.I0);
            Assert.Equal(Column(i => 5e5 + (i / 1024.0)), scan.ITrans);
            Assert.Equal(Column(i => 1000 + (i * 0.125)), scan.IRefer);
            Assert.Equal(Column(i => 4_000_000_000.0 + i), Assert.Single(scan.IFluor).Values);
            Assert.Equal(300.0, scan.SampleTemperature!.Value, 1e-9);
        });
        Assert.Equal(ScansOfPulses, scans.Count(s => s.Time.Length == Points));
        Assert.Equal(new DateTime(2023, 11, 14, 22, 13, 20, DateTimeKind.Utc), scans.Min(s => s.StartTime));
        Assert.Equal(0, source.Counts.DefectiveMessages);

        static IEnumerable<double> Column(Func<int, double> value) => Enumerable.Range(0, Points).Select(value);
    }
}
