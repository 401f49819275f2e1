using System.Net;
using System.Net.Sockets;
using System.Reactive.Linq;
using System.Text.Json;
using Exafs.Adapters.Influx;
using Exafs.Pipeline;
using Exafs.Signal;
using InfluxDB.Client.Core.Exceptions;

namespace Exafs.SystemTests.Adapters;

public sealed class InfluxSinkTests
{
    [Fact]
    public async Task WriteAsync_ToInfluxDb_ComesBackValueByValue()
    {
        await using InfluxServer server = await InfluxServer.StartAsync();
        using InfluxSink sink = Sink(server.Url);

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
        using InfluxSink sink = Sink(server.Url);
        ScanReport[] batch = [.. Enumerable.Range(0, 100).Select(i => ReportExamples.Analyzed(i))];

        await sink.WriteAsync(batch, default);
        await sink.WriteAsync(batch, default);

        Assert.Equal(100, (await RowsAsync(server, "SELECT e0_ev FROM exafs_scan")).Length);
    }

    [Fact]
    public async Task WriteAsync_NotFiniteNumbers_AreLeftOut()
    {
        await using InfluxServer server = await InfluxServer.StartAsync();
        using InfluxSink sink = Sink(server.Url);
        Analyzed report = ReportExamples.Analyzed(1);

        await sink.WriteAsync([report with { Reduction = report.Reduction with { EdgeStep = double.NaN, E0 = double.PositiveInfinity, Noise = null }, EnergyShift = null }], default);

        Dictionary<string, JsonElement> row = Assert.Single(await RowsAsync(server, "SELECT * FROM exafs_scan"));
        Assert.DoesNotContain("edge_step", row.Keys);
        Assert.DoesNotContain("e0_ev", row.Keys);
        Assert.DoesNotContain("energy_shift_ev", row.Keys);
    }

    [Fact]
    public async Task WriteAsync_PointsThatTheServerRefuses_AreFoundAndCountedAndTheOthersStand()
    {
        await using InfluxServer server = await InfluxServer.StartAsync();
        using InfluxSink sink = Sink(server.Url);
        // A field that was a text once takes no number in that week.
        Rejected poison = ReportExamples.Rejected(50);
        poison = poison with { Scan = poison.Scan with { Channels = [new Channel("poison", "", [1])] } };
        await server.WriteAsync($"exafs_scan channel_poison=\"text\" {(poison.Scan.MidTime!.Value - DateTime.UnixEpoch).Ticks * 100}");
        ScanReport[] batch = [.. Enumerable.Range(0, 50).Select(i => ReportExamples.Analyzed(i)), poison, .. Enumerable.Range(51, 49).Select(i => ReportExamples.Analyzed(i))];

        var account = new SinkAccount("influxdb", everyScan: true);
        await batch.ToObservable().WriteTo(sink, account, new(), TimeProvider.System);

        Assert.Equal(99, (await RowsAsync(server, "SELECT n_points FROM exafs_scan")).Length);
        Assert.Equal((99L, 1L, 1L), (account.Counts.Delivered, account.Counts.Dropped["refused"], account.Counts.Failures));
    }

    [Fact]
    public async Task WriteAsync_NoTime_CannotBeDelivered()
    {
        await using InfluxServer server = await InfluxServer.StartAsync();
        using InfluxSink sink = Sink(server.Url);
        Analyzed report = ReportExamples.Analyzed(1);

        UndeliverableException e = await Assert.ThrowsAsync<UndeliverableException>(
            () => sink.WriteAsync([report, report with { Scan = report.Scan with { ScanId = "timeless", StartTime = null, EndTime = null } }], default));

        Assert.Equal(("no_time", true), (e.Reason, e.Message.Contains("timeless", StringComparison.Ordinal)));
        Assert.Equal(0, server.Requests);
    }

    [Fact]
    public async Task WriteAsync_Growing_IsNotWritten()
    {
        await using InfluxServer server = await InfluxServer.StartAsync();
        using InfluxSink sink = Sink(server.Url);
        Analyzed report = ReportExamples.Analyzed(1);

        await sink.WriteAsync([report with { Scan = report.Scan with { Progress = ScanProgress.Growing } }], default);

        Assert.Equal(0, server.Requests);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(429)]
    [InlineData(503)]
    public async Task WriteAsync_ServerThatMayTakeItLater_ThrowsAndTakesItLater(int status)
    {
        await using InfluxServer server = await InfluxServer.StartAsync();
        using InfluxSink sink = Sink(server.Url);
        server.Fault = () => status;

        HttpException e = await Assert.ThrowsAnyAsync<HttpException>(() => sink.WriteAsync([ReportExamples.Analyzed(1)], default));
        server.Fault = () => null;
        await sink.WriteAsync([ReportExamples.Analyzed(1)], default);

        Assert.Equal(status, e.Status);
        Assert.Single(await RowsAsync(server, "SELECT n_points FROM exafs_scan"));
        Assert.True(await sink.IsReachableAsync());
    }

    [Fact]
    public async Task WriteAsync_ServerAbsent_Throws()
    {
        using InfluxSink sink = Sink(new Uri($"http://127.0.0.1:{Peer.FreePort()}"));

        await Assert.ThrowsAnyAsync<Exception>(() => sink.WriteAsync([ReportExamples.Analyzed(1)], default));

        Assert.False(await sink.IsReachableAsync());
    }

    [Fact]
    public async Task WriteAsync_ServerThatStalls_ThrowsAfterTheTimeout()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using InfluxSink sink = Sink(new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"), TimeSpan.FromSeconds(1));

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
            using InfluxSink sink = Sink(new Uri(url));
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
        Assert.Throws<ArgumentException>(() => new InfluxSink(new InfluxOptions
        {
            Url = new Uri("http://127.0.0.1"),
            Org = "",
            Bucket = "",
            ChiR = true,
            ChiRMax = 10,
        }).Dispose());

    private static InfluxSink Sink(Uri url, TimeSpan? timeout = null) => new(new InfluxOptions
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
