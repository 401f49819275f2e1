using Exafs.Adapters.Streams;
using Exafs.Adapters.ZeroMq;
using Exafs.Signal;

namespace Exafs.SystemTests.Adapters.Streams;

/// <summary>The publisher of the README, in Debian's Python.</summary>
public sealed class QuickPeerTests : IDisposable
{
    private readonly string _endpoint = $"tcp://127.0.0.1:{Peer.FreePort()}";
    private readonly CancellationTokenSource _timeout = new(TimeSpan.FromSeconds(120));

    public void Dispose() => _timeout.Dispose();

    [Fact]
    public async Task ReadAllAsync_PublisherOfTheReadme_IsSixSweeps()
    {
        var source = new ZeroMqScanSource(new ZeroMqOptions { Endpoints = [_endpoint], Stream = new() { Format = StreamFormat.QuickV1 } }, TimeProvider.System);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(_timeout.Token);
        Task<List<Scan>> six = SixAsync(source, ended);

        // A PUB drops what it says before we are connected: on a busy machine a second may be too short.
        while (!six.IsCompleted)
        {
            using Peer python = Peer.Python("publish_quick.py", _endpoint);
            await python.DoneAsync();
            await Task.WhenAny(six, Task.Delay(500));
        }

        List<Scan> scans = await six;
        Assert.Equal([ScanDirection.Up, ScanDirection.Down, ScanDirection.Up, ScanDirection.Down, ScanDirection.Up, ScanDirection.Down], scans.Select(scan => scan.Direction));
        Assert.All(scans, scan =>
        {
            Assert.Equal((null, "test", "Co", "K", 295.0), (scan.Defect, scan.RunId, scan.Element, scan.Edge, scan.SampleTemperature));
            Assert.InRange((scan.EndTime!.Value - scan.StartTime!.Value).TotalSeconds, 0.09, 0.1);
            for (int i = 0; i < scan.Energy.Length; i++)
                Assert.Equal(1 + (1 / (1 + Math.Exp(7712 - scan.Energy[i]))), Math.Log(scan.I0[i] / scan.ITrans[i]), 1e-3);
        });
        Assert.Equal(scans[0].Energy.ToArray(), scans[1].Energy.Reverse().ToArray());
        Assert.Equal([0.05, 0.15, 0.25, 0.35, 0.45, 0.55], scans.Select(scan => Math.Round((scan.MidTime!.Value - scans[0].MidTime!.Value).TotalSeconds + 0.05, 3)));
    }

    // All of one run, whole: the first try may have been joined in its middle.
    private static async Task<List<Scan>> SixAsync(ZeroMqScanSource source, CancellationTokenSource ended)
    {
        List<Scan> scans = [];
        await foreach (Scan scan in source.ReadAllAsync(ended.Token))
        {
            if (scan.Sequence == 1)
                scans.Clear();
            scans.Add(scan);
            if (scans.Count == 6 && scans[0].Sequence == 1)
                await ended.CancelAsync();
        }

        return scans;
    }
}
