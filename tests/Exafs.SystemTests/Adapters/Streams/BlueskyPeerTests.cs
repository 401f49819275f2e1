using Exafs.Adapters.Streams;
using Exafs.Adapters.ZeroMq;
using Exafs.Signal;

namespace Exafs.SystemTests.Adapters.Streams;

/// <summary>Documents as Python itself writes them: pickle of all protocols, numpy, msgpack-numpy and JSON.</summary>
public sealed class BlueskyPeerTests : IDisposable
{
    private static readonly string[] s_payloads = ["pickle2", "pickle3", "pickle4", "pickle5", "pickle4-optimized", "msgpack", "json"];
    private static readonly string[] s_forms = ["numbers", "scalars", "zero-d", "one-d", "pages", "arrays"];
    private readonly string _forbidden = Path.Combine(Path.GetTempPath(), $"exafs-{Guid.NewGuid():N}");

    public void Dispose() => File.Delete(_forbidden);

    [Fact]
    public async Task ReadAllAsync_DocumentsOfPython_AreTheSameScanInAllWaysAndAttacksAreRejected()
    {
        string endpoint = $"tcp://127.0.0.1:{Peer.FreePort()}";
        var source = new ZeroMqScanSource(
            new() { Endpoints = [endpoint], Bind = true, Pattern = ZeroMqPattern.Pull, Stream = new() { Format = StreamFormat.Bluesky }, Assembly = new() { SnapshotInterval = TimeSpan.FromHours(1) } },
            TimeProvider.System);
        using Peer python = Peer.Python("push_bluesky.py", endpoint, _forbidden);
        using var ended = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        List<Scan> scans = [];
        await foreach (Scan scan in source.ReadAllAsync(ended.Token))
        {
            scans.Add(scan);
            if (scan.ScanId == $"{s_payloads[^1]} {s_forms[^1]}")
                await ended.CancelAsync();
        }

        await python.DoneAsync();
        Scan[] good = [.. scans.Where(s => s.Defect is null)];
        Assert.Equal(s_payloads.SelectMany(p => s_forms.Select(f => $"{p} {f}")), good.Select(s => s.ScanId));
        Assert.All(good, scan =>
        {
            Assert.Equal(("Fe foil", "Fe", "K"), (scan.RunId, scan.Element, scan.Edge));
            Assert.Equal(573.15, scan.SampleTemperature!.Value, 1e-9);
            Assert.Equal(Column(i => 7000 + (0.25 * i)), scan.Energy.ToArray());
            Assert.Equal(Column(i => 1e6 - i), scan.I0.ToArray());
            Assert.Equal(Column(i => 5e5 + (0.1 * i)), scan.ITrans.ToArray());
            Assert.Equal(Column(i => 1e5 + i), scan.IRefer.ToArray());
        });
        Scan[] attacks = [.. scans.Where(s => s.Defect is not null)];
        Assert.True(attacks.Length >= 42 * 17, $"{attacks.Length} attacks");
        Assert.All(attacks, s => Assert.Equal("forbidden_pickle", s.Defect!.Reason));
        Assert.False(File.Exists(_forbidden), "an attack was carried out");
    }

    private static double[] Column(Func<double, double> of) => [.. Enumerable.Range(0, 200).Select(i => of(i))];
}
