using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Exafs.Adapters.Storage;
using Exafs.SystemTests.Adapters;
using Exafs.SystemTests.Monitor;
using Exafs.SystemTests.Soak;
using Exafs.Tests.Reference;
using NetMQ;
using NetMQ.Sockets;

namespace Exafs.SystemTests.Page;

/// <summary>A daemon of its own with its page, and a socket to push scans to.</summary>
internal sealed class PageDaemon : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("exafs-page-").FullName;
    private readonly HttpClient _http = new();
    private MonitorProcess? _monitor;
    private Task<string> _talking = Task.FromResult("");

    public string Url { get; } = $"http://127.0.0.1:{Peer.FreePort()}";

    public int Port { get; } = Peer.FreePort();

    public string Store => Path.Combine(_folder, "x.sqlite");

    /// <summary>Where scans are pushed to.</summary>
    public string Endpoint => $"tcp://127.0.0.1:{Port}";

    /// <param name="more">Further sections, with a comma before them.</param>
    /// <param name="structures">Whether the networks of iron are asked.</param>
    /// <param name="pattern">Of ZeroMQ.</param>
    public async Task StartAsync(string more = "", bool structures = false, string pattern = "pull")
    {
        string file = Path.Combine(_folder, "monitor.json");
        await File.WriteAllTextAsync(file, string.Create(CultureInfo.InvariantCulture, $$"""
            {
              "zeromq": { "connect": [], "bind": ["{{Endpoint}}"], "pattern": "{{pattern}}" },
              "measurement": { "mode": "transmission" },
              "reduction": { "rbkg_angstrom": 1, "kweight": 2, "e0_policy": "reference", "correct_energy_shift": true },
              "inference": { "enabled": {{(structures ? "true" : "false")}}, "pack": "{{Path.Combine(RepositoryFolder.Path, "config", "packs", "fe")}}", "calibrate_from": "{{(structures ? "reference" : "configuration")}}" },
              "store": { "path": "{{Store}}" }{{more}}
            }
            """));
        _monitor = MonitorProcess.Start(file, "--listen", Url);
        await _monitor.SaysAsync("serves /metrics");
        _talking = _monitor.KeepListeningAsync();
    }

    public string Folder => _folder;

    public async Task StopAsync()
    {
        await _monitor!.SignalAsync("TERM");
        int code = await _monitor.CodeAsync();
        Assert.True(code == 0, await _talking);
        _monitor.Dispose();
        _monitor = null;
    }

    /// <summary>Whole scans of iron, one after the other, until the store has them.</summary>
    public async Task PushAsync(int count, string run)
    {
        Func<long, byte[]> messages = SoakScans.Messages(100, run);
        using var socket = new PushSocket();
        socket.Connect(Endpoint);
        for (int i = 0; i < count; i++)
            Assert.True(socket.TrySendFrame(TimeSpan.FromSeconds(20), messages(i)));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!Has(run, count))
            await Task.Delay(50, patience.Token);
    }

    private bool Has(string run, int count)
    {
        using var store = new StoreReader(Store);
        return store.Scans(run).Count >= count;
    }

    /// <summary>SIGKILL.</summary>
    public void Kill() => _monitor!.Kill();

    public async Task<byte[]> GetAsync(string path)
    {
        using var answer = await _http.GetAsync($"{Url}/{path}");
        byte[] body = await answer.Content.ReadAsByteArrayAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {Encoding.UTF8.GetString(body)}");
        return body;
    }

    public async Task<int> StatusAsync(string path)
    {
        using var answer = await _http.GetAsync($"{Url}/{path}");
        return (int)answer.StatusCode;
    }

    public async Task<(int Status, string Said)> PostAsync(string path, object body, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Url}/{path}") { Content = new StringContent(JsonSerializer.Serialize(body)) };
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await _http.SendAsync(request);
        return ((int)answer.StatusCode, (await answer.Content.ReadAsStringAsync()).Trim());
    }

    public void Dispose()
    {
        _monitor?.Dispose();
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
