using Exafs.Adapters.Streams;
using Exafs.Adapters.ZeroMq;
using Exafs.Signal;

namespace Exafs.SystemTests.Adapters.Streams;

/// <summary>Frames that Python puts together as NDPluginZMQ does, over TCP.</summary>
public sealed class AreaDetectorPeerTests
{
    private const int Points = 120, ScansOfFrames = 6, WholeScans = 12;

    [Fact]
    public async Task ReadAllAsync_PluginInPython_IsReadBitForBit()
    {
        string endpoint = $"tcp://127.0.0.1:{Peer.FreePort()}";
        var source = new ZeroMqScanSource(new() { Endpoints = [endpoint], Bind = true, Pattern = ZeroMqPattern.Pull, Stream = new() { Format = StreamFormat.AreaDetector } }, TimeProvider.System);
        using Peer python = Peer.Python("areadetector_peer.py", endpoint, $"{Points}");
        using var ended = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        List<Scan> scans = [];
        await foreach (Scan scan in source.ReadAllAsync(ended.Token))
        {
            if (!scan.IsSnapshot)
                scans.Add(scan);
            if (scans.Count(s => s.Time.IsEmpty) == WholeScans) // the last scan of frames ends with the stream
                await ended.CancelAsync();
        }

        await python.DoneAsync();
        Assert.Equal(ScansOfFrames + WholeScans, scans.Count);
        Assert.All(scans, scan =>
        {
            Assert.Equal(Column(i => 7000 + (i * 0.5)), scan.Energy);
            Assert.Equal(Column(i => 1e6 - (3.25 * i)), scan.I0);
            Assert.Equal(Column(i => 5e5 + (i / 1024.0)), scan.ITrans);
            Assert.Equal(350.25, scan.SampleTemperature!.Value, 1e-9);
        });
        Assert.All(scans.SkipLast(1), scan => Assert.Equal((null, ScanProgress.Complete), (scan.Defect, scan.Progress)));
        Scan first = scans[0];
        Assert.Equal(Column(i => 512.0 * (i % 50)), first.Channels.Single(c => c.Name == "array_sum").Values);
        Assert.Equal([44.0, 34, 3, 125], new[] { "Gain", "Bits", "Exposures", "Last" }.Select(name => first.Channels.Single(c => c.Name == name).Values[0]));
        Assert.All(first.Channels.Single(c => c.Name == "Dead").Values, value => Assert.True(double.IsNaN(value)));
        Assert.Equal(1_700_000_000.25, first.Time[0]);
        Assert.Equal(0, source.Counts.DefectiveMessages);

        static IEnumerable<double> Column(Func<int, double> value) => Enumerable.Range(0, Points).Select(value);
    }
}
