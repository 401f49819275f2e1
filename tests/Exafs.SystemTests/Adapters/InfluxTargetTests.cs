using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Exafs.Adapters.Influx;
using Exafs.Adapters.Storage;
using Exafs.Pipeline;
using Exafs.Pipeline.Delivery;
using Exafs.Signal;

namespace Exafs.SystemTests.Adapters;

public sealed class InfluxTargetTests
{
    [Fact]
    public async Task WriteAsync_ToInfluxDb_ComesBackValueByValue()
    {
        await using InfluxServer server = await InfluxServer.StartAsync();
        using InfluxTarget sink = Sink(server.Url);

        await sink.WriteAsync([ReportExamples.Analyzed(3), ReportExamples.Rejected(4)], default);

        Dictionary<string, JsonElement>[] rows = await RowsAsync(server, "SELECT * FROM exafs_scan");
        Assert.Equal(2, rows.Length);
        Assert.Equal((ReportExamples.Analyzed(3).Scan.MidTime!.Value - DateTime.UnixEpoch).Ticks * 100, rows[0]["time"].GetInt64());
        Assert.Equal(("P65", "Fe", "K", "down"), (Text(rows[0], "beamline"), Text(rows[0], "element"), Text(rows[0], "edge"), Text(rows[0], "direction")));
        Assert.Equal(("run", "scan-3", 3, "analyzed"), (Text(rows[0], "run_id"), Text(rows[0], "scan_id"), rows[0]["sequence"].GetInt32(), Text(rows[0], "status")));
        Assert.Equal((7112.003, 1.25, 1e-4, 14.5, -0.03), (Number(rows[0], "e0_ev"), Number(rows[0], "edge_step"), Number(rows[0], "epsilon_k"), Number(rows[0], "kmax_suggest_per_angstrom"), Number(rows[0], "energy_shift_ev")));
        Assert.Equal((300.3, 12.5), (Number(rows[0], "sample_temperature_kelvin"), Number(rows[0], "channel_heater_watt")));
        Assert.Equal(("rejected", "no_edge"), (Text(rows[1], "status"), Text(rows[1], "reason")));
        Dictionary<string, JsonElement> chir = Assert.Single(await RowsAsync(server, "SELECT * FROM exafs_chir"));
        Assert.Equal(161, chir.Keys.Count(k => k.StartsWith("r_", StringComparison.Ordinal)));
        Assert.Equal((1.0 / 0.0306796) + 3, Number(chir, "r_01.00"), 1e-9);
    }

    [Fact]
    public async Task WriteAsync_TheSameBatchTwice_StandsOnce()
    {
        await using InfluxServer server = await InfluxServer.StartAsync();
        using InfluxTarget sink = Sink(server.Url);
        ScanReport[] batch = [.. Enumerable.Range(0, 100).Select(i => ReportExamples.Analyzed(i))];

        await sink.WriteAsync(batch, default);
        await sink.WriteAsync(batch, default);

        Assert.Equal(100, (await RowsAsync(server, "SELECT e0_ev FROM exafs_scan")).Length);
    }

    [Fact]
    public async Task WriteAsync_NotFiniteNumbers_AreLeftOut()
    {
        await using InfluxServer server = await InfluxServer.StartAsync();
        using InfluxTarget sink = Sink(server.Url);
        Analyzed report = ReportExamples.Analyzed(1);

        await sink.WriteAsync([report with { Reduction = report.Reduction with { EdgeStep = double.NaN, E0 = double.PositiveInfinity, Noise = null }, EnergyShift = null }], default);

        Dictionary<string, JsonElement> row = Assert.Single(await RowsAsync(server, "SELECT * FROM exafs_scan"));
        Assert.DoesNotContain("edge_step", row.Keys);
        Assert.DoesNotContain("e0_ev", row.Keys);
        Assert.DoesNotContain("energy_shift_ev", row.Keys);
    }

    [Fact]
    public void Entries_NoTime_CannotBeSent_AndGrowing_IsNot()
    {
        using InfluxTarget target = Sink(new Uri("http://127.0.0.1"));
        Analyzed report = ReportExamples.Analyzed(1);

        OutboxEntry timeless = Assert.Single(target.Entries(report with { Scan = report.Scan with { StartTime = null, EndTime = null } }));

        Assert.Equal((null, "no_time"), (timeless.Body, timeless.Identity));
        Assert.Empty(target.Entries(report with { Scan = report.Scan with { Progress = ScanProgress.Growing } }));
    }

    [Fact]
    public void Entries_Identity_IsWhatTheServerTakesForThePoint()
    {
        using InfluxTarget target = Sink(new Uri("http://127.0.0.1"));
        Analyzed report = ReportExamples.Analyzed(1);
        Scan odd = report.Scan with { Element = "F e" };

        OutboxEntry entry = target.Entries(report with { Scan = odd }).First();

        Assert.Equal("exafs_scan,beamline=P65,direction=down,edge=K,element=F\\ e", entry.Identity);
        Assert.EndsWith($" {entry.Moment}", entry.Body, StringComparison.Ordinal);
        OutboxEntry again = target.Entries(report with { Scan = odd with { RunId = "another" }, EnergyShift = 7 }).First();
        Assert.Equal((entry.Identity, entry.Moment), (again.Identity, again.Moment));
        Assert.NotEqual(entry.Identity, target.Entries(report).First().Identity);
    }

    [Theory]
    [InlineData(401, "unauthorized", true)]
    [InlineData(403, "unauthorized", true)]
    [InlineData(404, "not_found", true)]
    [InlineData(405, "http_405", true)]
    [InlineData(429, "too_many_requests", false)]
    [InlineData(500, "server_error", false)]
    [InlineData(503, "unavailable", false)]
    public async Task WriteAsync_ServerThatMayTakeItLater_ThrowsAndTakesItLater(int status, string reason, bool needsHelp)
    {
        await using InfluxServer server = await InfluxServer.StartAsync();
        using InfluxTarget sink = Sink(server.Url);
        server.Fault = () => status;

        DeliveryException e = await Assert.ThrowsAsync<DeliveryException>(() => sink.WriteAsync([ReportExamples.Analyzed(1)], default));
        server.Fault = () => null;
        await sink.WriteAsync([ReportExamples.Analyzed(1)], default);

        Assert.Equal((reason, needsHelp), (e.Reason, e.NeedsHelp));
        Assert.Single(await RowsAsync(server, "SELECT n_points FROM exafs_scan"));
        Assert.True(await sink.IsReachableAsync());
    }

    [Theory]
    [InlineData(400, "refused")]
    [InlineData(413, "too_large")]
    [InlineData(422, "refused")]
    public async Task WriteAsync_ServerThatWillNeverTakeIt_SaysSo(int status, string reason)
    {
        await using InfluxServer server = await InfluxServer.StartAsync();
        using InfluxTarget sink = Sink(server.Url);
        server.Fault = () => status;

        Assert.Equal(reason, (await Assert.ThrowsAsync<UndeliverableException>(() => sink.WriteAsync([ReportExamples.Analyzed(1)], default))).Reason);
    }

    [Fact]
    public async Task WriteAsync_ServerAbsent_Throws()
    {
        using InfluxTarget sink = Sink(new Uri($"http://127.0.0.1:{Peer.FreePort()}"));

        await Assert.ThrowsAnyAsync<Exception>(() => sink.WriteAsync([ReportExamples.Analyzed(1)], default));

        Assert.False(await sink.IsReachableAsync());
    }

    [Fact]
    public async Task WriteAsync_ServerThatStalls_ThrowsAfterTheTimeout()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using InfluxTarget sink = Sink(new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"), TimeSpan.FromSeconds(1));

        await Assert.ThrowsAnyAsync<Exception>(() => sink.WriteAsync([ReportExamples.Analyzed(1)], default).WaitAsync(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task WriteAsync_ToVictoriaMetrics_ComesBack()
    {
        string folder = Directory.CreateTempSubdirectory("exafs-vm-").FullName;
        string url = $"http://127.0.0.1:{Peer.FreePort()}";
        using var http = new HttpClient();
        using (Peer server = Peer.Start("/usr/bin/victoria-metrics", "victoria-metrics",
            [$"-httpListenAddr={new Uri(url).Authority}", $"-storageDataPath={folder}", "-retentionPeriod=100y"]))
        {
            await InfluxServer.UntilUpAsync(http, url + "/health", server);
            using InfluxTarget sink = Sink(new Uri(url));
            await sink.WriteAsync([ReportExamples.Analyzed(3)], default);

            string export = "";
            for (int tries = 0; tries < 100 && export.Length == 0; tries++)
            {
                await Task.Delay(100);
                export = await http.GetStringAsync(url + "/api/v1/export?match[]=exafs_scan_e0_ev");
            }

            using JsonDocument series = JsonDocument.Parse(export);
            Assert.Equal(7112.003, series.RootElement.GetProperty("values")[0].GetDouble());
            Assert.Equal("P65", series.RootElement.GetProperty("metric").GetProperty("beamline").GetString());
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void New_MoreColumnsThanATableHas_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new InfluxTarget(new InfluxOptions
        {
            Url = new Uri("http://127.0.0.1"),
            Org = "",
            Bucket = "",
            ChiR = true,
            ChiRMax = 10,
        }).Dispose());

    private static InfluxTarget Sink(Uri url, TimeSpan? timeout = null) => new(new InfluxOptions
    {
        Url = url,
        Org = "facility",
        Bucket = "exafs",
        Beamline = "P65",
        ChiR = true,
        Timeout = timeout ?? TimeSpan.FromSeconds(10),
    });

    private static async Task<Dictionary<string, JsonElement>[]> RowsAsync(InfluxServer server, string query)
    {
        using JsonDocument answer = JsonDocument.Parse(await server.QueryAsync(query));
        if (!answer.RootElement.GetProperty("results")[0].TryGetProperty("series", out JsonElement series))
            return [];
        string[] columns = [.. series[0].GetProperty("columns").EnumerateArray().Select(c => c.GetString()!)];
        return [.. series[0].GetProperty("values").EnumerateArray().Select(row => columns
            .Zip(row.EnumerateArray().Select(v => v.Clone()))
            .ToDictionary(pair => pair.First, pair => pair.Second))];
    }

    private static string? Text(Dictionary<string, JsonElement> row, string column) => row[column].GetString();

    private static double Number(Dictionary<string, JsonElement> row, string column) => row[column].GetDouble();
}
