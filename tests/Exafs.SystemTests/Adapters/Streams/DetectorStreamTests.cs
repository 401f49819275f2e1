using System.Collections.Immutable;
using Exafs.Adapters.Streams;
using Exafs.Adapters.ZeroMq;
using Exafs.Signal;

namespace Exafs.SystemTests.Adapters.Streams;

/// <summary>Streams of points and frames as Python's zmq, numpy and struct send them.</summary>
public sealed class DetectorStreamTests : IDisposable
{
    private const int Points = 500;

    private readonly CancellationTokenSource _timeout = new(TimeSpan.FromSeconds(60));

    public void Dispose() => _timeout.Dispose();

    [Fact]
    public async Task ReadAllAsync_TextOfP64_IsBothScans()
    {
        Scan[] scans = await TwoAsync(StreamFormat.P64, "p64", new());

        Assert.All(scans, scan =>
        {
            Assert.Equal([.. Enumerable.Range(0, Points).Select(i => 1e6 * Factor(i, 1))], scan.ITrans.ToArray());
            Assert.Equal([.. Enumerable.Range(0, Points).Select(i => 10.0 + i)], scan.IFluor.Single().Values.ToArray());
        });
    }

    [Theory]
    [InlineData(StreamFormat.OdinMeta, "odin-meta")]
    [InlineData(StreamFormat.Xspress, "xspress")]
    public async Task ReadAllAsync_FramesOfAnXspress_AreBothScans(StreamFormat format, string kind)
    {
        ImmutableArray<double> energy = [.. Enumerable.Range(0, Points).Select(i => 7000 + (500.0 / (Points - 1) * i))];

        Scan[] scans = await TwoAsync(format, kind, new() { EnergyGrid = energy, I0 = "fluo_3", Element = "Fe" });

        Assert.All(scans, scan =>
        {
            Assert.Equal(["fluo_1", "fluo_2"], scan.IFluor.Select(c => c.Name));
            Assert.Equal([.. Enumerable.Range(0, Points).Select(i => (10.0 + i) * Factor(i, 1))], scan.IFluor[0].Values.ToArray());
            Assert.Equal([.. Enumerable.Range(0, Points).Select(i => (20.0 + (2 * i)) * Factor(i, 2))], scan.IFluor[1].Values.ToArray());
            Assert.Equal("Fe", scan.Element);
        });
    }

    private static double Factor(int frame, double scale) => 1 + (1 / (3.0 + frame) * scale);

    private async Task<Scan[]> TwoAsync(StreamFormat format, string kind, ChannelMap channels)
    {
        string endpoint = $"tcp://127.0.0.1:{Peer.FreePort()}";
        var source = new ZeroMqScanSource(
            new() { Endpoints = [endpoint], Bind = true, Pattern = ZeroMqPattern.Pull, Stream = new() { Format = format, Channels = channels } }, TimeProvider.System);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(_timeout.Token);
        using Peer python = Peer.Python("push_detectors.py", endpoint, kind, $"{Points}");
        var scans = new List<Scan>();
        await foreach (Scan scan in source.ReadAllAsync(ended.Token))
        {
            if (scan.IsSnapshot)
                continue;
            scans.Add(scan);
            if (scans.Count == 2)
                await ended.CancelAsync();
        }

        await python.DoneAsync();
        Assert.Equal(2, scans.Count);
        Assert.All(scans, (scan, i) =>
        {
            Assert.Equal((ScanProgress.Complete, null, Points), (scan.Progress, scan.Defect, scan.Energy.Length));
            Assert.StartsWith(format == StreamFormat.Xspress ? "2" : $"scan_{i + 1}-", scan.ScanId);
            Assert.Equal((7000.0, 7500.0, 1e6), (scan.Energy[0], scan.Energy[^1], scan.I0[^1]));
        });
        return [.. scans];
    }
}
