using System.Net;
using System.Net.Sockets;
using Exafs.Adapters.Storage;
using Exafs.SystemTests.Adapters;

namespace Exafs.SystemTests.Monitor;

/// <summary>What may go wrong in a night, through the whole program: publishers that die, garbage, faulty scans, a server that does not answer.</summary>
public sealed class MonitorFaultTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("exafs-faults-").FullName;
    private readonly int _port = Peer.FreePort();

    private string Endpoint => $"tcp://127.0.0.1:{_port}";

    [Fact]
    public async Task Night_PublisherKilledGarbageAndFaultyScans_EachHasItsReasonAndTheGoodAreUnharmed()
    {
        var (alone, night) = (Store("alone"), Store("night"));
        using (var monitor = Start(alone))
        {
            using var publisher = Peer.Python("publish_faults.py", Endpoint, "alone");
            await monitor.SaysAsync("scan last of beam Cu K: E0");
            await StopAsync(monitor);
        }

        string books;
        using (var monitor = Start(night))
        {
            using (var dying = Peer.Python("publish_faults.py", Endpoint, "dies"))
            {
                await monitor.SaysAsync("rejected: not_messagepack");
                dying.Kill();
            }

            await monitor.SaysAsync("scan 1 of beam Cu K rejected: publisher_died");
            using var publisher = Peer.Python("publish_faults.py", Endpoint, "night");
            await monitor.SaysAsync("scan last of beam Cu K: E0");
            books = await StopAsync(monitor);
        }

        using StoreReader expected = new(alone), reader = new(night);
        var scans = reader.Scans("beam");
        Assert.Equal(
            [
                ("1", "publisher_died"), ("2", null), ("3", null), ("nan", "not_finite"), ("negative", "negative_channel"), ("constant", "dead_channel"), ("7", null),
                ("itrans-reversed", "no_edge"), ("exchanged", "no_edge"), ("three-points", "too_few_points"), ("11", null), ("kev", "energy_unit"),
                ("unequal", "length_mismatch"), ("cut", "truncated_frame"), ("last", null),
            ],
            scans.Select(scan => (scan.ScanId, scan.Reason)));
        Assert.Equal(("aborted", 240L), (scans[0].Progress, scans[0].Points));
        Assert.All(scans, scan => Assert.Equal(scan.Reason is null ? "analyzed" : "rejected", scan.Status));

        const int Garbage = 1 + (8 * 7);
        const int Messages = 13 + 4 + 7 + Garbage; // whole scans, the dead publisher's, those of the scan that grows to its end
        Assert.Matches($"zeromq: messages {Messages} \\([0-9]+ bytes, defective {Garbage + 2}, late 0\\), peers connected 2, disconnected [12]", books); // cut and unequal
        Assert.Equal(Garbage, reader.Defects().Count);
        Assert.Contains($"received {15 + Garbage} - unnumbered {Garbage} - repeated 0 + missed 0", books);
        Assert.Contains($"received {15 + Garbage} = analyzed 5 + rejected {10 + Garbage} ", books);
        foreach (var good in expected.Scans("beam"))
        {
            var (one, other) = (expected.Spectrum(good)!, reader.Spectrum(scans.Single(scan => scan.ScanId == good.ScanId))!);
            Assert.True(one.Chi.Length > 200 && one.Chi.SequenceEqual(other.Chi), $"scan {good.ScanId} has another χ(k) in bad company");
            Assert.Equal(one.ChiRIm.ToArray(), other.ChiRIm.ToArray());
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task InfluxDb_AbsentOrStalled_DelaysNoScan_AndIsOwedThemAllUntilItIsBack(bool stalled)
    {
        const int Scans = 200;
        using var listener = new TcpListener(IPAddress.Loopback, 0); // connects, and never answers
        listener.Start();
        var server = stalled ? ((IPEndPoint)listener.LocalEndpoint).Port : Peer.FreePort();
        var store = Store("stall");
        using (var monitor = Start(store, $$"""{ "enabled": true, "url": "http://127.0.0.1:{{server}}" }"""))
        {
            using (var publisher = Peer.Python("push_many.py", Endpoint, $"{Scans}", "100"))
                await publisher.DoneAsync();
            await StoredAsync(store, Scans);
            var books = await StopAsync(monitor);
            Assert.Contains($"store: reports {Scans} = delivered {Scans} + queued 0 + dropped 0", books);
            Assert.Contains($"influxdb: accepted {Scans} = delivered 0 + superseded 0 + waiting {Scans} + dead letters 0 + dropped 0", books);
        }

        await using var influx = await InfluxServer.StartAsync();
        using (var monitor = Start(store, $$"""{ "enabled": true, "url": "{{influx.Url}}" }"""))
        {
            await monitor.SaysAsync("listening to");
            var books = await StopAsync(monitor);
            Assert.Contains($"influxdb: accepted {Scans} = delivered {Scans} + superseded 0 + waiting 0 + dead letters 0 + dropped 0", books);
        }

        Assert.Contains($",{Scans}]", await influx.QueryAsync("SELECT count(n_points) FROM exafs_scan"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Store(string name) => Path.Combine(_folder, name + ".sqlite");

    private MonitorProcess Start(string store, string influx = """{ "enabled": false }""")
    {
        var file = Path.ChangeExtension(store, ".json");
        File.WriteAllText(file, $$"""
            {
              "zeromq": { "connect": [], "bind": ["{{Endpoint}}"], "pattern": "pull", "silence_after_seconds": 1 },
              "store": { "path": "{{store}}" },
              "influxdb": {{influx}},
              "shutdown": { "drain_seconds": 1 }
            }
            """);
        return MonitorProcess.Start(file);
    }

    private static async Task<string> StopAsync(MonitorProcess monitor)
    {
        await monitor.SignalAsync("TERM");
        var (code, output, errors) = await monitor.EndAsync();
        Assert.True(code == 0, output + errors);
        return output;
    }

    private static async Task StoredAsync(string store, int scans)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (!File.Exists(store) || Count() < scans)
            await Task.Delay(50, limit.Token);

        int Count()
        {
            using var reader = new StoreReader(store);
            return reader.Scans("many").Count;
        }
    }
}
