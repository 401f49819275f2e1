using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Exafs.SystemTests.Adapters;
using Exafs.SystemTests.Monitor;

namespace Exafs.SystemTests.Operation;

/// <summary>The daemon as those see it who watch it: Prometheus, systemd, whoever asks for its health, whoever reads its log.</summary>
public sealed class OperationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("exafs-operation-").FullName;
    private readonly int _port = Peer.FreePort();
    private readonly string _url = $"http://127.0.0.1:{Peer.FreePort()}";
    private readonly HttpClient _http = new();

    public void Dispose()
    {
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Metrics_ScrapedByPrometheus_TellTheSameAsTheStore()
    {
        string prometheus = $"http://127.0.0.1:{Peer.FreePort()}";
        await File.WriteAllTextAsync(Path.Combine(_folder, "prometheus.yml"), $$"""
            global: { scrape_interval: 1s }
            scrape_configs: [{ job_name: exafs, static_configs: [{ targets: ["{{new Uri(_url).Authority}}"] }] }]
            """);
        using var monitor = Start($$"""{ "enabled": true, "url": "http://127.0.0.1:{{Peer.FreePort()}}" }""");
        await monitor.SaysAsync("serves /metrics");
        using (var publisher = Peer.Python("push_many.py", $"tcp://127.0.0.1:{_port}", "25", "100", "garbage"))
            await publisher.DoneAsync();
        using var server = Peer.Start("/usr/bin/prometheus", "prometheus", [$"--config.file={_folder}/prometheus.yml", $"--storage.tsdb.path={_folder}/tsdb", $"--web.listen-address={new Uri(prometheus).Authority}"]);

        Assert.Equal(25, await QueryAsync(prometheus, "exafs_delivery_owed", "exafs_spool_items{target=\"influxdb\"}", 25));
        Assert.Equal(50, await QueryAsync(prometheus, "scans", "sum(exafs_scans_completed_total)", 50));
        Assert.Equal(25, await QueryAsync(prometheus, "messages", "exafs_messages_rejected_total{source=\"zeromq\",reason=\"defective\"}", 25));
        Assert.Equal(50, await QueryAsync(prometheus, "latencies", "exafs_scan_latency_seconds_count", 50));
        Assert.Equal(1, await QueryAsync(prometheus, "build", "exafs_build_info", 1));
        Assert.True(await QueryAsync(prometheus, "failures", "sum(exafs_write_failures_total{stage=\"influxdb\",retryable=\"true\"})", null) > 0);
        Assert.True(await QueryAsync(prometheus, "memory", "process_resident_memory_bytes", null) > 1e7);
        string text = await _http.GetStringAsync(_url + "/metrics");
        foreach (string name in new[]
        {
            "exafs_messages_received_total", "exafs_sequence_gaps_total", "exafs_stage_duration_seconds_bucket", "exafs_queue_depth", "exafs_spool_bytes", "exafs_spool_oldest_age_seconds",
            "exafs_dead_letters", "exafs_delivered_total", "exafs_accepted_total", "exafs_source_last_message_timestamp_seconds", "exafs_alerts_firing", "exafs_scans_rejected_total",
        })
            Assert.Contains($"\n{name}", text, StringComparison.Ordinal);
        await StopAsync(monitor);
    }

    [Fact]
    public async Task Health_IsAliveAndReady_AlsoWhileTheDatabaseIsAway_AndToldToWhoAsks()
    {
        using var monitor = Start($$"""{ "enabled": true, "url": "http://127.0.0.1:{{Peer.FreePort()}}" }""");
        await monitor.SaysAsync("serves /metrics");
        using (var publisher = Peer.Python("push_many.py", $"tcp://127.0.0.1:{_port}", "5", "100"))
            await publisher.DoneAsync();
        await monitor.SaysAsync("influxdb: attempt 1 failed");

        foreach (string path in new[] { "/healthz", "/livez", "/readyz" })
            Assert.Equal((HttpStatusCode.OK, "ok\n"), await GetAsync(path));
        var (code, said) = await GetAsync("/readyz?verbose");
        Assert.Equal(HttpStatusCode.OK, code);
        Assert.Matches(@"\[\+\]outbox influxdb ok: 5 wait; ", said);
        using (var asking = MonitorProcess.Start(Path.Combine(_folder, "monitor.json"), "--health", "--listen", _url))
            Assert.Equal(0, (await asking.EndAsync()).Code);
        await StopAsync(monitor);
        using (var asking = MonitorProcess.Start(Path.Combine(_folder, "monitor.json"), "--health", "--listen", _url))
            Assert.Equal(1, (await asking.EndAsync()).Code);
    }

    [Fact]
    public async Task Change_NeedsTheToken_WhichStandsNowhere()
    {
        string token = Path.Combine(_folder, "token");
        await File.WriteAllTextAsync(token, "not-to-be-told\n");
        using var monitor = Start("""{ "enabled": false }""", $$"""{ "token_file": "{{token}}" }""");
        await monitor.SaysAsync("serves /metrics");

        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(null));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync("wrong"));
        Assert.Equal(HttpStatusCode.OK, await PostAsync("not-to-be-told"));
        await StopAsync(monitor, output => Assert.DoesNotContain("not-to-be-told", output));
    }

    [Fact]
    public async Task Change_WithoutAToken_IsForThisMachine_AndForNoPageFromElsewhere()
    {
        using var monitor = Start("""{ "enabled": false }""");
        await monitor.SaysAsync("serves /metrics");

        Assert.Equal(HttpStatusCode.OK, await PostAsync(null));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(null, "http://elsewhere.example"));
        using (var answer = await _http.GetAsync(_url + "/metrics"))
            Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
        await StopAsync(monitor);
    }

    [Fact]
    public async Task Systemd_IsToldThatItIsReadyAliveReloadingAndStopping()
    {
        string path = Path.Combine(_folder, "notify");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 30_000 };
        socket.Bind(new UnixDomainSocketEndPoint(path));
        Config("""{ "enabled": false }""");
        using var monitor = MonitorProcess.Start(Path.Combine(_folder, "monitor.json"), new Dictionary<string, string> { ["NOTIFY_SOCKET"] = path });

        Assert.StartsWith("STATUS=listening to", await NoticeAsync(socket, "READY=1"), StringComparison.Ordinal);
        await NoticeAsync(socket, "WATCHDOG=1");
        await monitor.SignalAsync("HUP");
        await NoticeAsync(socket, "RELOADING=1");
        Assert.Contains("rules and silences", await NoticeAsync(socket, "READY=1"), StringComparison.Ordinal);
        await monitor.SignalAsync("TERM");
        await NoticeAsync(socket, "STOPPING=1");
        Assert.Equal(0, (await monitor.EndAsync()).Code);
    }

    [Fact]
    public async Task Log_ForPrograms_HasTheScanAndTheReasonAsProperties()
    {
        string log = Path.Combine(_folder, "log.json");
        using (var monitor = Start("""{ "enabled": false }""", more: $$""", "logging": { "file": "{{log}}" }"""))
        {
            await monitor.SaysAsync("serves /metrics");
            using (var publisher = Peer.Python("push_many.py", $"tcp://127.0.0.1:{_port}", "1", "100", "garbage"))
                await publisher.DoneAsync();
            await monitor.SaysAsync("rejected");
            await StopAsync(monitor);
        }

        var lines = (await File.ReadAllLinesAsync(log)).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        var rejected = lines.First(line => line.TryGetProperty("Reason", out _));
        Assert.Equal("Warning", rejected.GetProperty("@l").GetString());
        Assert.False(string.IsNullOrEmpty(rejected.GetProperty("ScanId").GetString()));
        Assert.Contains("rejected", rejected.GetProperty("@m").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddressThatIsTaken_EndsWith1AndSaysSo()
    {
        using var taken = new TcpListener(IPAddress.Loopback, new Uri(_url).Port);
        taken.Start();
        using var monitor = Start("""{ "enabled": false }""");
        var (code, output, _) = await monitor.EndAsync();
        Assert.Equal(1, code);
        Assert.Contains($"{new Uri(_url).Port}", output, StringComparison.Ordinal);
    }

    private MonitorProcess Start(string influx, string http = "{}", string more = "")
    {
        Config(influx, http, more);
        return MonitorProcess.Start(Path.Combine(_folder, "monitor.json"), "--listen", _url);
    }

    private void Config(string influx, string http = "{}", string more = "") => File.WriteAllText(Path.Combine(_folder, "monitor.json"), $$"""
        {
          "zeromq": { "connect": [], "bind": ["tcp://127.0.0.1:{{_port}}"], "pattern": "pull" },
          "store": { "path": "{{_folder}}/x.sqlite" },
          "influxdb": {{influx}},
          "http": {{http}},
          "shutdown": { "drain_seconds": 30 }{{more}}
        }
        """);

    private static async Task StopAsync(MonitorProcess monitor, Action<string>? look = null)
    {
        await monitor.SignalAsync("TERM");
        var (code, output, errors) = await monitor.EndAsync();
        Assert.True(code == 0, output + errors);
        look?.Invoke(output);
    }

    private async Task<(HttpStatusCode Code, string Said)> GetAsync(string path)
    {
        using var answer = await _http.GetAsync(_url + path);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private async Task<HttpStatusCode> PostAsync(string? token, string? origin = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _url + "/-/reload");
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (origin is not null) request.Headers.Add("Origin", origin);
        using var answer = await _http.SendAsync(request);
        return answer.StatusCode;
    }

    private async Task<double> QueryAsync(string prometheus, string what, string query, double? until)
    {
        string said = "";
        for (int tries = 0; tries < 300; tries++)
        {
            await Task.Delay(100);
            try
            {
                said = await _http.GetStringAsync($"{prometheus}/api/v1/query?query={Uri.EscapeDataString(query)}");
            }
            catch (HttpRequestException)
            {
                continue;
            }

            using var answer = JsonDocument.Parse(said);
            if (answer.RootElement.GetProperty("data").GetProperty("result") is { } result && result.GetArrayLength() == 1
                && double.Parse(result[0].GetProperty("value")[1].GetString()!, System.Globalization.CultureInfo.InvariantCulture) is var value && (until is null || value == until))
                return value;
        }

        throw new TimeoutException($"{what}: {query}: {said}");
    }

    private static async Task<string> NoticeAsync(Socket socket, string first)
    {
        var buffer = new byte[4096];
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            string[] lines = Encoding.UTF8.GetString(buffer, 0, await socket.ReceiveAsync(buffer, patience.Token)).Split('\n', 2);
            if (lines[0] == first)
                return lines.Length > 1 ? lines[1] : "";
        }
    }
}
