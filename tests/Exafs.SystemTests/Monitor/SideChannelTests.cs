using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Exafs.Adapters.ScanV1;
using Exafs.Adapters.SlowValues;
using Exafs.Adapters.Storage;
using Exafs.Adapters.ZeroMq;
using Exafs.Signal;
using Exafs.SystemTests.Adapters;
using NetMQ;
using NetMQ.Sockets;

namespace Exafs.SystemTests.Monitor;

/// <summary>A furnace that speaks for itself, from Debian's pyzmq, beside scans.</summary>
public sealed class SideChannelTests : IDisposable
{
    private const int Readings = 60;

    private readonly string _folder = Directory.CreateTempSubdirectory("exafs-side-").FullName;
    private readonly string _scans = $"tcp://127.0.0.1:{Peer.FreePort()}", _values = $"tcp://127.0.0.1:{Peer.FreePort()}", _url = $"http://127.0.0.1:{Peer.FreePort()}";
    private readonly CancellationTokenSource _timeout = new(TimeSpan.FromSeconds(120));
    private readonly HttpClient _http = new();

    // A whole number of seconds, so that the times of readings and of scans are exact. The readings' times are past already.
    private readonly long _t0 = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - 200;

    public void Dispose()
    {
        _http.Dispose();
        _timeout.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("json", false)]
    [InlineData("msgpack", true)]
    [InlineData("topic", true)]
    public async Task ReadAllAsync_ReadingsFromPython_AreJoinedByTheirTimes(string form, bool garbage)
    {
        var side = new SideChannel(new() { IsExpected = true }, TimeProvider.System);
        await using var receiver = new SideChannelReceiver(new() { Endpoints = [_values], Bind = true, Pattern = ZeroMqPattern.Pull }, side, TimeProvider.System);
        using (Peer furnace = Peer.Python("push_values.py", [_values, form, _t0.ToString(CultureInfo.InvariantCulture), $"{Readings}", .. garbage ? new[] { "garbage" } : []]))
            await furnace.DoneAsync();
        while (side.Counts.Readings < Readings * (garbage ? 3 : 2))
            await Task.Delay(20, _timeout.Token);
        var source = new JoinedScanSource(new ZeroMqScanSource(new() { Endpoints = [_scans], Bind = true, Pattern = ZeroMqPattern.Pull }, TimeProvider.System), side);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(_timeout.Token);
        List<Scan> scans = [];
        using var socket = new PushSocket();
        socket.Connect(_scans);

        Push(socket, Middles());
        await foreach (Scan scan in source.ReadAllAsync(ended.Token))
        {
            scans.Add(scan);
            if (scans.Count == Middles().Length)
                await ended.CancelAsync();
        }

        Assert.Equal(Middles().Length, scans.Count);
        Assert.All(scans.Zip(Middles()), pair => AssertJoined(pair.Second, pair.First.SampleTemperature, pair.First.Channels));
        Assert.Equal(garbage ? Readings : 0, side.Counts.Rejected.GetValueOrDefault("not_finite"));
    }

    [Fact]
    public async Task Daemon_WithASideChannel_StoresTemperatures_TakesThemByHttp_AndTellsOfSilence()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "token"), "not-to-be-told\n");
        await File.WriteAllTextAsync(Path.Combine(_folder, "monitor.json"), $$"""
            {
              "zeromq": { "connect": [], "bind": ["{{_scans}}"], "pattern": "pull" },
              "slow_values": { "bind": ["{{_values}}"], "pattern": "pull" },
              "store": { "path": "{{_folder}}/x.sqlite" },
              "http": { "token_file": "{{_folder}}/token" }
            }
            """);
        using MonitorProcess monitor = MonitorProcess.Start(Path.Combine(_folder, "monitor.json"), "--listen", _url);
        await monitor.SaysAsync($"slow values from {_values}");
        using (Peer furnace = Peer.Python("push_values.py", _values, "json", _t0.ToString(CultureInfo.InvariantCulture), $"{Readings}", "garbage"))
            await furnace.DoneAsync();
        await MetricsAsync($"exafs_slow_readings_received_total {3 * Readings}");
        using var socket = new PushSocket();
        socket.Connect(_scans);
        Push(socket, Middles());
        await monitor.SaysAsync("gets no temperature: the first reading of furnace is 10.5 s later");

        Assert.Equal((401, "this needs the token: Authorization: Bearer …"), await PostAsync("""{"furnace_celsius": 100}""", null));
        Assert.Equal(401, (await PostAsync("""{"furnace_celsius": 100}""", "wrong")).Status);
        foreach (string bad in new[] { "", "{", "[1]", """{"furnace": "hot"}""", """{"furnace_celsius": NaN}""", """{"furnace_celsius": -400}""", """{"furnace_celsius": 1, "time_unix_s": 1e15}""" })
            Assert.Equal(400, (await PostAsync(bad, "not-to-be-told")).Status);
        string reading = $$"""[{"furnace_celsius": 100, "time_unix_s": {{_t0 + 100}}}, {"furnace_celsius": 102, "time_unix_s": {{_t0 + 101}}}]""";
        Assert.Equal((200, "2 taken"), await PostAsync(reading, "not-to-be-told"));
        Assert.Equal((200, "0 taken, 2 were there already"), await PostAsync(reading, "not-to-be-told"));
        await Task.Delay(TimeSpan.FromSeconds(11), _timeout.Token); // turns are told at most once within the limit
        Push(socket, [100.25]);
        await monitor.SaysAsync("furnace is there again: 373.6 K");
        Assert.Contains("[+]slow values ok: furnace 102 celsius", await _http.GetStringAsync($"{_url}/readyz?verbose"), StringComparison.Ordinal);
        int joined = Middles().Count(t => t is >= -10 and <= Readings + 9) + 1;
        await MetricsAsync($"exafs_slow_values_joined_total{{value=\"sample_temperature\"}} {joined}");
        await MetricsAsync($"exafs_slow_values_stale_total{{value=\"sample_temperature\"}} {Middles().Length + 1 - joined}");
        await MetricsAsync("exafs_slow_readings_rejected_total{reason=\"not_finite\"} " + (Readings + 1));
        await monitor.SignalAsync("TERM");
        (int code, string output, string errors) = await monitor.EndAsync();

        Assert.True(code == 0, output + errors);
        Assert.DoesNotContain("not-to-be-told", output, StringComparison.Ordinal);
        using var store = new StoreReader(Path.Combine(_folder, "x.sqlite"));
        IReadOnlyList<StoredScan> scans = store.Scans("side");
        Assert.Equal(Middles().Length + 1, scans.Count);
        Assert.All(scans.Zip(Middles()), pair => AssertJoined(pair.Second, pair.First.SampleTemperature, store.Channels(pair.First)));
        Assert.Equal(373.65, scans[^1].SampleTemperature!.Value, 1e-9);
    }

    [Fact]
    public async Task Daemon_WhoseSideChannelCannotBeOpened_TakesScansAllTheSame()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "monitor.json"), $$"""
            {
              "zeromq": { "connect": [], "bind": ["{{_scans}}"], "pattern": "pull" },
              "slow_values": { "bind": ["tcp://203.0.113.1:5556"] },
              "store": { "path": "{{_folder}}/x.sqlite" }
            }
            """);
        using MonitorProcess monitor = MonitorProcess.Start(Path.Combine(_folder, "monitor.json"));
        await monitor.SaysAsync("side channel: tcp://203.0.113.1:5556: ");
        using var socket = new PushSocket();
        socket.Connect(_scans);
        Push(socket, [1]);
        await monitor.SaysAsync("no reading has come");
        await monitor.SignalAsync("TERM");
        (int code, string output, string errors) = await monitor.EndAsync();

        Assert.True(code == 0, output + errors);
        Assert.True(output.Contains("received 1 = analyzed 1", StringComparison.Ordinal), output);
    }

    // Seconds after the first reading, all whole 32nds, which the wire and doubles hold exactly: before it, between readings, on one, held after the last, too early and too late.
    private static double[] Middles() => [-5, -10.5, .. Enumerable.Range(0, 100).Select(i => i * 0.59375), 30, 59, 62.5, 69, 69.5, 80];

    private void Push(PushSocket socket, double[] middles)
    {
        var writer = new ScanV1Writer();
        Scan foil = Foil();
        foreach (double middle in middles)
        {
            DateTime at = DateTime.UnixEpoch.AddSeconds(_t0).AddSeconds(middle);
            Scan scan = foil with { ScanId = middle.ToString(CultureInfo.InvariantCulture), StartTime = at.AddSeconds(-0.0625), EndTime = at.AddSeconds(0.0625) };
            Assert.True(socket.TrySendFrame(TimeSpan.FromSeconds(20), writer.WriteScan(scan)));
        }
    }

    private static void AssertJoined(double middle, double? kelvin, IReadOnlyList<Channel> channels)
    {
        if (middle is < -10 or > Readings + 9)
        {
            Assert.Null(kelvin);
            Assert.Empty(channels);
            return;
        }

        double t = Math.Clamp(middle, 0, Readings - 1), part = t - Math.Floor(t);
        Assert.NotNull(kelvin);
        Assert.Equal((Celsius(Math.Floor(t)) * (1 - part)) + (Celsius(Math.Ceiling(t)) * part) + 273.15, kelvin.Value, 1e-9);
        Channel heater = Assert.Single(channels);
        Assert.Equal(("heater", "watt"), (heater.Name, heater.Unit));
        Assert.Equal(5 * t, heater.Values[0], 1e-9);
    }

    private static double Celsius(double i) => 20 + (0.37 * i) + Math.Sin(i);

    private static Scan Foil()
    {
        double[] energy = [.. Enumerable.Range(0, 400).Select(i => 6912 + (3.0 * i))];
        return new Scan
        {
            RunId = "side",
            ScanId = "",
            Element = "Fe",
            Edge = "K",
            Energy = [.. energy],
            I0 = [.. energy.Select(Beam)],
            ITrans = [.. energy.Select(e => Beam(e) * Math.Exp(-1 - (1 / (1 + Math.Exp(7112 - e)))))],
        };
    }

    private static double Beam(double energy) => 1e6 + (1e3 * Math.Sin(energy));

    private async Task MetricsAsync(string line)
    {
        string text = "";
        try
        {
            while (!text.Contains($"\n{line}\n", StringComparison.Ordinal))
            {
                await Task.Delay(50, _timeout.Token);
                text = await _http.GetStringAsync($"{_url}/metrics", _timeout.Token);
            }
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"{line} is not in\n{string.Join('\n', text.Split('\n').Where(l => l.StartsWith("exafs_slow", StringComparison.Ordinal)))}");
        }
    }

    private async Task<(int Status, string Said)> PostAsync(string body, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{_url}/api/values") { Content = new StringContent(body, Encoding.UTF8) };
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using HttpResponseMessage answer = await _http.SendAsync(request);
        return ((int)answer.StatusCode, (await answer.Content.ReadAsStringAsync()).Trim());
    }
}
