using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Exafs.Adapters.Storage;
using Exafs.SystemTests.Adapters;
using Exafs.SystemTests.Soak;

namespace Exafs.SystemTests.Page;

/// <summary>What the daemon sends to a page, byte for byte, beside what its store has.</summary>
public sealed class LiveFeedTests : IDisposable
{
    private readonly PageDaemon _daemon = new();

    public void Dispose() => _daemon.Dispose();

    [Fact]
    public async Task Live_WhileScansCome_IsEveryScanOnceAndAsTheStoreHasIt()
    {
        await _daemon.StartAsync(structures: true);
        using var line = await PageLine.OpenAsync(_daemon.Url);
        Assert.Equal("run", (await line.NextAsync()).Type);
        using var pusher = new ScanPusher(_daemon.Endpoint, 100, SoakScans.Messages(100));

        PageMessage run = await line.NextAsync("run");
        long last = run.Header.GetProperty("last").GetInt64();
        List<float> rows = await line.RowsAsync(last + 300);
        PageMessage now = await line.NextAsync("now", message => message.Header.GetProperty("scan").GetProperty("row").ValueKind == JsonValueKind.Number);
        pusher.Stop();

        Assert.Equal("run 0", run.Header.GetProperty("run_id").GetString());
        Assert.Equal(Enumerable.Range((int)last + 1, rows.Count).Select(row => (float)row), rows);
        using var store = new StoreReader(_daemon.Store);
        JsonElement head = now.Header.GetProperty("scan");
        StoredScan scan = store.Scan("run 0", head.GetProperty("row").GetInt64())!;
        Assert.Equal(scan.ScanId, head.GetProperty("scan_id").GetString());
        Assert.Equal(scan.E0!.Value, head.GetProperty("e0_ev").GetDouble());
        Assert.Equal(store.Spectrum(scan)!.Mu.Select(value => (float)value), now.Arrays["mu"]);
        Assert.Equal(store.Spectrum(scan)!.Chi.Select(value => (float)value), now.Arrays["chi"]);
        Assert.Equal(store.Estimate(scan)!.Estimate!.NeighboursPerAngstrom.Select(value => (float)value), now.Arrays["g"]);
        Assert.True(now.Header.GetProperty("made_ms").GetDouble() >= now.Header.GetProperty("received_ms").GetDouble());
        await _daemon.StopAsync();
    }

    [Fact]
    public async Task Live_AfterALineThatBroke_GoesOnBehindTheLastRow_AndLosesNothing()
    {
        await _daemon.StartAsync();
        using var pusher = new ScanPusher(_daemon.Endpoint, 100, SoakScans.Messages(100));
        List<float> rows;
        using (var line = await PageLine.OpenAsync(_daemon.Url))
        {
            long last = (await line.NextAsync("run", run => run.Header.GetProperty("last").GetInt64() > 0)).Header.GetProperty("last").GetInt64();
            rows = await line.RowsAsync(last + 50);
        }

        await Task.Delay(1500); // scans come meanwhile
        using (var line = await PageLine.OpenAsync(_daemon.Url, (long)rows[^1]))
            rows.AddRange(await line.RowsAsync(rows[^1] + 250));
        Assert.Equal(Enumerable.Range((int)rows[0], rows.Count).Select(row => (float)row), rows);
        pusher.Stop();
        await _daemon.StopAsync();
    }

    [Fact]
    public async Task Live_WithAViewerThatTakesNothing_GoesOnForTheOthers()
    {
        await _daemon.StartAsync();
        using var stuck = await PageLine.OpenAsync(_daemon.Url);
        using var pusher = new ScanPusher(_daemon.Endpoint, 100, SoakScans.Messages(100));
        using var line = await PageLine.OpenAsync(_daemon.Url);
        long last = (await line.NextAsync("run", run => run.Header.GetProperty("last").GetInt64() > 0)).Header.GetProperty("last").GetInt64();
        Assert.True((await line.RowsAsync(last + 500)).Count >= 500);
        pusher.Stop();
        await _daemon.StopAsync();
    }

    [Fact]
    public async Task Live_FromAPageElsewhere_IsRefused_AndWithoutAWebSocketToo()
    {
        await _daemon.StartAsync();
        await Assert.ThrowsAsync<WebSocketException>(() => PageLine.OpenAsync(_daemon.Url, origin: "http://elsewhere.example"));
        Assert.Equal(400, await _daemon.StatusAsync("api/live"));
        using var line = await PageLine.OpenAsync(_daemon.Url, origin: _daemon.Url);
        Assert.Equal("run", (await line.NextAsync()).Type);
        await _daemon.StopAsync();
    }

    [Fact]
    public async Task History_OfARunWithAnyName_IsFoundUnderIt()
    {
        const string Name = "a/b %2F?&#<img src=x onerror=alert(1)> µ ..";
        await _daemon.StartAsync();
        await _daemon.PushAsync(3, Name);

        using (JsonDocument runs = JsonDocument.Parse(await _daemon.GetAsync("api/runs")))
            Assert.Equal(Name, runs.RootElement[0].GetProperty("run_id").GetString());
        PageMessage track = PageMessage.Read(await _daemon.GetAsync($"api/track?entries=10&run={Uri.EscapeDataString(Name)}"));
        Assert.Equal([1f, 2f, 3f], track.Arrays["row"]);
        Assert.Equal(Name, track.Header.GetProperty("run_id").GetString());
        PageMessage scan = PageMessage.Read(await _daemon.GetAsync($"api/scan?row=2&run={Uri.EscapeDataString(Name)}"));
        Assert.Equal("1", scan.Header.GetProperty("scan").GetProperty("scan_id").GetString());
        Assert.StartsWith("# XDI/1.0", Encoding.UTF8.GetString(await _daemon.GetAsync($"api/scan.xdi?row=2&run={Uri.EscapeDataString(Name)}")));
        string csv = Encoding.UTF8.GetString(await _daemon.GetAsync($"api/scan.csv?row=2&run={Uri.EscapeDataString(Name)}"));
        Assert.StartsWith("energy (eV),xmu,norm,k (angstrom^-1),chi,r (angstrom),chir_mag,chir_re,chir_im\n", csv);
        string report = Encoding.UTF8.GetString(await _daemon.GetAsync($"api/report?run={Uri.EscapeDataString(Name)}"));
        Assert.Contains("&lt;img src=x", report);
        Assert.DoesNotContain("<img", report);
        foreach (string path in new[] { "api/track?run=none", "api/scan?row=2&run=none", "api/scan?row=99&run=" + Uri.EscapeDataString(Name), "api/report?run=none" })
            Assert.Equal(404, await _daemon.StatusAsync(path));
        await _daemon.StopAsync();
    }

    [Fact]
    public async Task Note_StandsAmongTheEvents_InTheStoreAndOnThePage()
    {
        await _daemon.StartAsync();
        Assert.Equal((409, "no scan has come yet that a note could stand at"), await _daemon.PostAsync("api/notes", new { text = "too early" }));
        await _daemon.PushAsync(5, "run");
        using var line = await PageLine.OpenAsync(_daemon.Url);

        Assert.Equal((200, "noted"), await _daemon.PostAsync("api/notes", new { text = " gas on\n<b>now</b> " }));
        Assert.Equal((200, "noted"), await _daemon.PostAsync("api/notes", new { text = "gas off" }));
        Assert.Equal(409, (await _daemon.PostAsync("api/notes", new { text = "  " })).Status);
        Assert.Equal(409, (await _daemon.PostAsync("api/notes", new { text = new string('x', 501) })).Status);
        Assert.Equal(409, (await _daemon.PostAsync("api/calibrate", new { })).Status);
        Assert.Equal(200, (await _daemon.PostAsync("api/baseline", new { })).Status);
        PageMessage events = await line.NextAsync("events", message => message.Header.GetProperty("events").EnumerateArray().Count(one => one.GetProperty("kind").GetString() == "note") == 3);

        JsonElement note = events.Header.GetProperty("events").EnumerateArray().First(one => one.GetProperty("kind").GetString() == "note");
        Assert.Equal("gas on <b>now</b>", note.GetProperty("detail").GetString());
        Assert.Equal(5, note.GetProperty("row").GetInt64());
        await _daemon.StopAsync();
        using var store = new StoreReader(_daemon.Store);
        Assert.Equal(["gas on <b>now</b>", "gas off", "baseline set: what is normal is learnt anew"], store.Events("run").Where(one => one.KindName == "note").Select(one => one.Detail));
    }

    [Fact]
    public async Task Alert_IsAcknowledgedAndSilenced_WithTheTokenAlone()
    {
        string token = Path.Combine(_daemon.Folder, "token");
        await File.WriteAllTextAsync(token, "secret\n");
        await _daemon.StartAsync($$"""
            , "http": { "token_file": "{{token}}" }, "alerts": { "rules": [{ "name": "hot", "when": "sample_temperature_kelvin > 10", "severity": "warning" }] }
            """);
        await _daemon.PushAsync(5, "run");
        using var line = await PageLine.OpenAsync(_daemon.Url);
        JsonElement alert = Alert(await line.NextAsync("state", IsFiring));
        var body = new { fingerprint = alert.GetProperty("fingerprint").GetString() };

        Assert.Equal(401, (await _daemon.PostAsync("api/acknowledge", body)).Status);
        Assert.Equal(401, (await _daemon.PostAsync("api/acknowledge", body, "wrong")).Status);
        Assert.Equal((200, "hot acknowledged"), await _daemon.PostAsync("api/acknowledge", body, "secret"));
        Assert.Equal(409, (await _daemon.PostAsync("api/acknowledge", new { fingerprint = "none" }, "secret")).Status);
        await line.NextAsync("state", state => Alert(state).GetProperty("is_acknowledged").GetBoolean());
        foreach (object wrong in new object[] { new { matchers = Array.Empty<string>(), minutes = 5 }, new { matchers = new[] { "hot" }, minutes = 5 }, new { matchers = new[] { "alertname=hot" }, minutes = -1 }, new { } })
            Assert.Equal(409, (await _daemon.PostAsync("api/silence", wrong, "secret")).Status);
        Assert.Equal(200, (await _daemon.PostAsync("api/silence", new { matchers = new[] { "alertname=hot" }, minutes = 5, comment = "known" }, "secret")).Status);
        await line.NextAsync("state", state => Alert(state).GetProperty("is_silenced").GetBoolean());
        await _daemon.StopAsync();

        static bool IsFiring(PageMessage state) => state.Header.GetProperty("alerts").EnumerateArray().Any(one => one.GetProperty("name").GetString() == "hot");
        static JsonElement Alert(PageMessage state) => state.Header.GetProperty("alerts").EnumerateArray().First(one => one.GetProperty("name").GetString() == "hot");
    }

    [Fact]
    public async Task Page_HasAllThatItNeedsFromTheDaemon()
    {
        await _daemon.StartAsync();
        string page = Encoding.UTF8.GetString(await _daemon.GetAsync(""));
        Assert.Contains("page.js", page);
        Assert.DoesNotContain("//", page.Replace("http://www.w3.org", "", StringComparison.Ordinal));
        Assert.True((await _daemon.GetAsync("page.js")).Length > 10_000);
        Assert.True((await _daemon.GetAsync("page.css")).Length > 1_000);
        await _daemon.StopAsync();
    }
}
