using Exafs.Adapters.ScanV1;
using Exafs.Adapters.ZeroMq;
using Exafs.Signal;
using NetMQ;

namespace Exafs.SystemTests.Adapters;

public sealed class ZeroMqScanSourceTests : IDisposable
{
    private readonly string _endpoint = $"tcp://127.0.0.1:{Peer.FreePort()}";
    private readonly CancellationTokenSource _timeout = new(TimeSpan.FromSeconds(60));

    private ZeroMqOptions Pulling => new() { Endpoints = [_endpoint], Bind = true, Pattern = ZeroMqPattern.Pull };

    public void Dispose() => _timeout.Dispose();

    [Fact]
    public async Task ReadAllAsync_TheTenLinesOfTheReadme_IsAScan()
    {
        var source = new ZeroMqScanSource(new ZeroMqOptions { Endpoints = [_endpoint] }, TimeProvider.System);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(_timeout.Token);
        Task<Scan> first = FirstAsync(source, ended);

        // A PUB drops what it says before we are connected: on a busy machine a second may be too short.
        while (!first.IsCompleted)
        {
            using Peer python = Peer.Python("publish_scan.py", _endpoint);
            await python.DoneAsync();
            await Task.WhenAny(first, Task.Delay(500));
        }

        Scan scan = await first;
        Assert.Equal(("test", "1", 1L, "Fe", "K", 295.0), (scan.RunId, scan.ScanId, scan.Sequence, scan.Element, scan.Edge, scan.SampleTemperature));
        Assert.Equal((500, 6912.0, 8112.0), (scan.Energy.Length, scan.Energy[0], scan.Energy[^1]));
        Assert.Equal(1e6 * Math.Exp(-1 - (1 / (1 + Math.Exp(200)))), scan.ITrans[0], 1e-6);
        Assert.Null(scan.Defect);
        Assert.NotNull(scan.MidTime);
        Assert.NotEqual(0, scan.ReceivedTimestamp);
    }

    [Fact]
    public async Task ReadAllAsync_ScanThatGrows_IsSeenWhileItIsMeasured()
    {
        var source = new ZeroMqScanSource(Pulling with { Assembly = new() { SnapshotInterval = TimeSpan.FromMilliseconds(100) } }, TimeProvider.System);
        using Peer python = Peer.Python("publish_growing.py", _endpoint, "1", "40");

        List<Scan> scans = await UntilAsync(source, scan => scan.Progress != ScanProgress.Growing);

        Assert.InRange(scans.Count, 3, 40);
        Assert.All(scans[..^1], s => Assert.Equal(ScanProgress.Growing, s.Progress));
        Scan complete = scans[^1];
        Assert.Equal((ScanProgress.Complete, null, 400), (complete.Progress, complete.Defect, complete.Energy.Length));
        Assert.Equal(Monochromator.Energy(13, 3.1356), complete.Energy[0], 1e-9);
        Assert.Equal(319.5, complete.SampleTemperature!.Value, 1e-9);
        Assert.Equal(1.7e9 + 399, (complete.EndTime!.Value - DateTime.UnixEpoch).TotalSeconds, 1e-3);
        Assert.Equal(("pressure", "pascal", 400), complete.Channels.Select(c => (c.Name, c.Unit, c.Values.Length)).Single());
    }

    [Fact]
    public async Task ReadAllAsync_PublisherKilledInMidScan_NextScanIsUnharmed()
    {
        var source = new ZeroMqScanSource(Pulling with { Assembly = new() { SnapshotInterval = TimeSpan.Zero } }, TimeProvider.System);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(_timeout.Token);
        using Peer dying = Peer.Python("publish_growing.py", _endpoint, "1", "10", "forever");
        Peer? returning = null;
        List<Scan> final = [];
        await foreach (Scan scan in source.ReadAllAsync(ended.Token))
        {
            if (returning is null && scan.Energy.Length == 100)
            {
                dying.Kill();
                returning = Peer.Python("publish_growing.py", _endpoint, "2", "10");
            }

            if (scan.Progress == ScanProgress.Growing)
                continue;
            final.Add(scan);
            if (scan.ScanId == "2")
                await ended.CancelAsync();
        }

        returning?.Dispose();
        Assert.Equal([("1", ScanProgress.Aborted, "superseded"), ("2", ScanProgress.Complete, null)],
            final.Select(s => (s.ScanId, s.Progress, s.Defect?.Reason)));
        Assert.All(final, s => Assert.Equal(100, s.Energy.Length));
        Assert.InRange(source.Counts.Disconnected, 1, 2);
    }

    [Fact]
    public async Task ReadAllAsync_PublisherSilent_AbortsItsScan()
    {
        var source = new ZeroMqScanSource(
            Pulling with { Assembly = new() { SnapshotInterval = TimeSpan.FromHours(1), Silence = TimeSpan.FromSeconds(1) } }, TimeProvider.System);
        using Peer python = Peer.Python("publish_growing.py", _endpoint, "1", "10", "forever");

        Scan scan = Assert.Single(await UntilAsync(source, _ => true));

        Assert.Equal((ScanProgress.Aborted, "publisher_died", 100), (scan.Progress, scan.Defect?.Reason, scan.Energy.Length));
    }

    [Fact]
    public async Task ReadAllAsync_SlowReader_LosesNothing()
    {
        var source = new ZeroMqScanSource(Pulling with { QueueLength = 4, ReceiveHighWaterMark = 10 }, TimeProvider.System);
        using Peer python = Peer.Python("push_many.py", _endpoint, "2000", "500");
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(_timeout.Token);
        long next = 0;
        await foreach (Scan scan in source.ReadAllAsync(ended.Token))
        {
            Assert.Equal(next++, scan.Sequence);
            if (scan.Sequence % 100 == 0)
                await Task.Delay(10);
            if (next == 2000)
                await ended.CancelAsync();
        }

        Assert.Equal((2000, 0), (source.Counts.Messages, source.Counts.DefectiveMessages));
    }

    // The answer to a heartbeat waits behind the messages that the socket has no room for: with heartbeats the line of a busy receiver is cut by the receiver itself.
    [Theory]
    [InlineData(0, false)]
    [InlineData(0.2, true)]
    public async Task ReadAllAsync_ReaderThatStandsStill_KeepsItsLineWithoutHeartbeats(double heartbeat, bool isCut)
    {
        Assert.Equal(TimeSpan.Zero, Pulling.HeartbeatInterval);
        var source = new ZeroMqScanSource(
            Pulling with { QueueLength = 4, ReceiveHighWaterMark = 10, HeartbeatInterval = TimeSpan.FromSeconds(heartbeat), HeartbeatTimeout = TimeSpan.FromSeconds(2 * heartbeat) }, TimeProvider.System);
        using Peer python = Peer.Python("push_many.py", _endpoint, "2000", "500");
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(_timeout.Token);
        long scans = 0;
        await foreach (Scan scan in source.ReadAllAsync(ended.Token))
        {
            if (scans++ == 0)
            {
                await Task.Delay(3000);
                Assert.Equal(isCut, source.Counts.Disconnected > 0);
            }

            if (isCut || scans == 2000)
                await ended.CancelAsync();
        }

        Assert.True(isCut || scans == 2000);
    }

    [Fact]
    public async Task ReadAllAsync_GarbageBetween_IsADefectEachAndScansAreUnharmed()
    {
        var source = new ZeroMqScanSource(Pulling, TimeProvider.System);
        using Peer python = Peer.Python("push_many.py", _endpoint, "300", "50", "garbage");

        List<Scan> scans = await UntilAsync(source, scan => scan.Sequence == 299);

        Assert.Equal(600, scans.Count);
        Assert.Equal(300, scans.Count(s => s.Defect is not null && s.RunId == ScanV1Message.UnknownId));
        Assert.Equal(Enumerable.Range(0, 300).Select(i => (long?)i), scans.Where(s => s.Defect is null).Select(s => s.Sequence));
        Assert.Equal(300, source.Counts.DefectiveMessages);
    }

    [Fact]
    public async Task ReadAllAsync_Cancelled_GivesAllThatWasReceived()
    {
        var source = new ZeroMqScanSource(Pulling, TimeProvider.System);
        using Peer python = Peer.Python("push_many.py", _endpoint, "500", "50");
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(_timeout.Token);
        List<Scan> scans = [];
        await foreach (Scan scan in source.ReadAllAsync(ended.Token))
        {
            if (scans.Count == 0)
            {
                await python.DoneAsync();
                await ended.CancelAsync();
            }

            scans.Add(scan);
        }

        Assert.Equal(500, scans.Count);
    }

    [Fact]
    public async Task ReadAllAsync_EndpointTaken_SaysSo()
    {
        using var other = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, int.Parse(_endpoint.Split(':')[2]));
        other.Start();
        var source = new ZeroMqScanSource(Pulling, TimeProvider.System);

        await Assert.ThrowsAnyAsync<NetMQException>(() => UntilAsync(source, _ => true));
    }

    private async Task<List<Scan>> UntilAsync(ZeroMqScanSource source, Func<Scan, bool> last)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(_timeout.Token);
        List<Scan> scans = [];
        await foreach (Scan scan in source.ReadAllAsync(ended.Token))
        {
            scans.Add(scan);
            if (last(scan))
                await ended.CancelAsync();
        }

        return scans;
    }

    private static async Task<Scan> FirstAsync(ZeroMqScanSource source, CancellationTokenSource ended)
    {
        Scan? first = null;
        await foreach (Scan scan in source.ReadAllAsync(ended.Token))
        {
            first ??= scan;
            await ended.CancelAsync();
        }

        return first ?? throw new TimeoutException("no scan came");
    }
}
