using System.Globalization;
using System.Text.RegularExpressions;
using Exafs.Adapters.Storage;
using Exafs.Lab;
using Exafs.SystemTests.Adapters;
using Exafs.SystemTests.Soak;
using Exafs.Tests.Reference;
using Microsoft.Playwright;

namespace Exafs.SystemTests.Page;

/// <summary>The page in a real browser, before the real daemon.</summary>
[Collection(Browser.Group)]
public sealed partial class LivePageTests(Browser browser) : IDisposable
{
    private const string HeatingRun = "Fe heating, simulated", Lines = ".scan-line", Structural = ".events-structural > li";

    private readonly PageDaemon _daemon = new();
    private readonly List<string> _troubles = [];

    public void Dispose() => _daemon.Dispose();

    [Fact]
    public async Task HeatingRun_IsSeenLive_AsTheStoreHasIt_AndAgainAfterAReload()
    {
        await _daemon.StartAsync(structures: true, pattern: "subscribe");
        IPage page = await browser.OpenAsync(_daemon.Url, _troubles);
        IPage dark = await browser.OpenAsync(_daemon.Url, _troubles, ColorScheme.Dark);
        IPage tablet = await browser.OpenAsync(_daemon.Url, _troubles, width: 820, height: 1180);
        await page.Locator("body[data-line=open]").WaitForAsync();
        Task<int> replay = Task.Factory.StartNew(Replay, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        await page.Locator(".lamp-beam", new() { HasText = "beam good" }).WaitForAsync();
        await page.Locator(Structural, new() { HasText = "fcc" }).First.WaitForAsync();
        await Browser.PictureAsync(page, "transition-light");
        await Browser.PictureAsync(dark, "transition-dark");
        Assert.Equal(0, await replay);
        StoredScan last = await LastAsync(HeatingRun, 597);
        await page.Locator(Lines, new() { HasText = $"scan {last.ScanId}" }).WaitForAsync();
        await Expect(page.Locator(Structural), 4);

        await AgreesAsync(page, last);
        Assert.True(await ColoursAsync(page) > 50, "the waterfall is empty");
        await Browser.PictureAsync(page, "run-light");
        await Browser.PictureAsync(dark, "run-dark");
        await Browser.PictureAsync(tablet, "run-tablet");
        await page.Locator(Structural).First.Locator("button").ClickAsync();
        await page.Locator(".compared-name", new() { HasText = "compared: scan" }).WaitForAsync();
        await Browser.PictureAsync(page, "compared-light");

        await page.ReloadAsync();
        await Expect(page.Locator(Structural), 4);
        await page.Locator(Lines, new() { HasText = $"scan {last.ScanId}" }).WaitForAsync();
        await DrawnAsync(page);
        await AgreesAsync(page, last);
        Assert.Empty(_troubles);
        await _daemon.StopAsync();
    }

    [Fact]
    public async Task HistoryThatDoesNotCome_KeepsNobodyFromThePresent()
    {
        await _daemon.StartAsync();
        IPage page = await browser.OpenAsync("about:blank", _troubles);
        await page.RouteAsync("**/api/track*", _ => Task.CompletedTask); // never answered
        await page.GotoAsync(_daemon.Url, new() { WaitUntil = WaitUntilState.Commit });
        await _daemon.PushAsync(1, "fe-heating");

        await page.Locator(Lines, new() { HasText = "fe-heating" }).WaitForAsync();
        Assert.Empty(_troubles);
        await _daemon.StopAsync();
    }

    [Fact]
    public async Task GrowingScan_GrowsOnThePage()
    {
        await _daemon.StartAsync();
        IPage page = await browser.OpenAsync(_daemon.Url, _troubles);
        await page.Locator("body[data-line=open]").WaitForAsync();
        using Peer publisher = Peer.Python("publish_growing.py", _daemon.Endpoint, "7", "150", "forever");

        int before = await PointsAsync(page, 10), after = await PointsAsync(page, before + 50);

        Assert.True(after > before);
        Assert.Empty(_troubles);
        publisher.Kill();
        await _daemon.StopAsync();
    }

    [Fact]
    public async Task DaemonThatDiesAndComesBack_IsSaid_AndNothingIsLost()
    {
        await _daemon.StartAsync();
        IPage page = await browser.OpenAsync(_daemon.Url, _troubles);
        await _daemon.PushAsync(20, "run");
        await page.Locator(Lines, new() { HasText = "scan 19" }).WaitForAsync();

        _daemon.Kill();
        await page.Locator("body[data-line=lost]").WaitForAsync();
        await Browser.PictureAsync(page, "line-lost-light");
        _troubles.Clear(); // that the line broke is said there, too
        await _daemon.StartAsync();
        await _daemon.PushAsync(40, "run");
        await page.Locator("body[data-line=open]").WaitForAsync();
        await page.Locator(Lines, new() { HasText = "scan 39" }).WaitForAsync();

        byte[] track = await _daemon.GetAsync("api/track?run=run&entries=1000");
        Assert.Equal(40, PageMessage.Read(track).Arrays["row"].Length);
        Assert.DoesNotContain(_troubles, trouble => !trouble.Contains("WebSocket", StringComparison.Ordinal));
        await _daemon.StopAsync();
    }

    [Fact]
    public async Task NamesFromTheData_AreTextWhateverTheyHold()
    {
        const string Name = "<img src=x onerror=\"window.bad=1\"><script>window.bad=1</script>";
        await _daemon.StartAsync();
        IPage page = await browser.OpenAsync(_daemon.Url, _troubles);
        await _daemon.PushAsync(5, Name);
        Assert.Equal(200, (await _daemon.PostAsync("api/notes", new { text = Name })).Status);

        await page.Locator(Lines, new() { HasText = Name }).WaitForAsync();
        await page.Locator(".events", new() { HasText = Name }).First.WaitForAsync();
        Assert.True(await page.EvaluateAsync<bool>("window.bad === undefined && document.querySelectorAll('img, script:not([src])').length === 0"));
        Assert.Empty(_troubles);
        await _daemon.StopAsync();
    }

    [Fact]
    public async Task TwentyViewers_SeeEveryScan_AndTheStoreHasAllOfThem()
    {
        await _daemon.StartAsync();
        IPage page = await browser.OpenAsync(_daemon.Url, _troubles);
        using var pusher = new ScanPusher(_daemon.Endpoint, 100, SoakScans.Messages(100, "run"));
        var lines = await Task.WhenAll(Enumerable.Range(0, 19).Select(_ => PageLine.OpenAsync(_daemon.Url)));

        var rows = await Task.WhenAll(lines.Select(async line =>
        {
            long last = (await line.NextAsync("run", run => run.Header.GetProperty("last").GetInt64() > 0)).Header.GetProperty("last").GetInt64();
            List<float> seen = await line.RowsAsync(600);
            return seen.Count == seen[^1] - last && seen[0] == last + 1;
        }));
        pusher.Stop();

        Assert.All(rows, Assert.True);
        StoredScan newest = await LastAsync("run", (int)pusher.Sent);
        await page.Locator(Lines, new() { HasText = $"scan {newest.ScanId} " }).WaitForAsync();
        foreach (PageLine line in lines)
            line.Dispose();
        Assert.Empty(_troubles);
        await _daemon.StopAsync();
    }

    [Fact]
    public async Task BeamLost_AlarmAndDatabaseAway_AreSaid()
    {
        await _daemon.StartAsync($$"""
            , "influxdb": { "enabled": true, "url": "http://127.0.0.1:{{Peer.FreePort()}}" },
            "alerts": { "source_silent_seconds": 3, "rules": [{ "name": "hot", "when": "sample_temperature_kelvin > 10", "severity": "critical", "summary": "sample is warm" }] },
            "shutdown": { "drain_seconds": 2 }
            """);
        IPage page = await browser.OpenAsync(_daemon.Url, _troubles), dark = await browser.OpenAsync(_daemon.Url, _troubles, ColorScheme.Dark);
        await _daemon.PushAsync(30, "run");

        await page.Locator(".lamps", new() { HasText = "influxdb: away" }).First.WaitForAsync();
        await page.GetByText("none lost").First.WaitForAsync();
        await page.GetByText("sample is warm").First.WaitForAsync();
        await Browser.PictureAsync(page, "alarm-and-database-away-light");
        await page.Locator(".lamp-beam", new() { HasText = "no scans" }).WaitForAsync();
        await Browser.PictureAsync(dark, "beam-lost-dark");
        Assert.Empty(_troubles);
        _daemon.Kill();
    }

    // Distinct colours of the largest canvas of the section of time.
    private const string Colours = """
        (() => { const all = [...document.querySelectorAll('.time canvas')].filter(one => one.width > 100);
          return Math.max(0, ...all.map(one => { const d = one.getContext('2d').getImageData(0, 0, one.width, one.height).data; const s = new Set();
            for (let i = 0; i < d.length; i += 4 * 97) s.add(d[i] << 16 | d[i + 1] << 8 | d[i + 2]); return s.size; })); })()
        """;

    /// <summary>Waits until the waterfalls are drawn.</summary>
    /// <returns>ms since the navigation, as the page counts them.</returns>
    internal static async Task<double> DrawnAsync(IPage page)
    {
        // Not Playwright's own wait: it evaluates text within the page, which the page's policy forbids.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            if (await page.EvaluateAsync<double>($"document.body.dataset.line === 'open' && {Colours} > 50 ? performance.now() : 0") is > 0 and var time)
                return time;
            await Task.Delay(10, patience.Token);
        }
    }

    private static Task<int> ColoursAsync(IPage page) => page.EvaluateAsync<int>(Colours);

    private static async Task Expect(ILocator items, int count)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await items.CountAsync() != count)
            await Task.Delay(100, patience.Token);
    }

    // What the tiles say is what the store has, to the digits that they show.
    private async Task AgreesAsync(IPage page, StoredScan scan)
    {
        using var store = new StoreReader(_daemon.Store);
        var estimate = store.Estimate(scan)!.Estimate!;
        await AgreesAsync(page, "N₁", estimate.Shells[0].CoordinationNumber.Value);
        await AgreesAsync(page, "R₁", estimate.Shells[0].Distance.Value);
        await AgreesAsync(page, "density", estimate.Density.Value);
        await AgreesAsync(page, "T sample", scan.SampleTemperature!.Value);
    }

    private static async Task AgreesAsync(IPage page, string name, double value)
    {
        string text = await page.Locator(".tile", new() { Has = page.Locator(".tile-name", new() { HasText = name }) }).First.Locator(".tile-value").InnerTextAsync();
        double shown = double.Parse(text.Replace('−', '-'), CultureInfo.InvariantCulture);
        int digits = text.Contains('.') ? text.Length - text.IndexOf('.') - 1 : 0;
        Assert.Equal(value, shown, (0.5 * Math.Pow(10, -digits)) + 1e-9);
    }

    private static async Task<int> PointsAsync(IPage page, int least)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            if (Growing().Match(await page.Locator(Lines).InnerTextAsync()) is { Success: true } match && int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) is var points && points >= least)
                return points;
            await Task.Delay(20, patience.Token);
        }
    }

    private async Task<StoredScan> LastAsync(string run, int scans)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (true)
        {
            using (var store = new StoreReader(_daemon.Store))
            {
                if (store.Scans(run) is var all && all.Count + store.Defects().Count >= scans)
                    return all[^1];
            }

            await Task.Delay(100, patience.Token);
        }
    }

    private int Replay()
    {
        using StringWriter results = new(), said = new();
        return CommandLine.Run(["replay", Path.Combine(RepositoryFolder.Path, "config", "runs", "fe-heating.frames"), "--connect", _daemon.Endpoint, "--rate", "40"], results, People.On(said, terminal: false), default);
    }

    [GeneratedRegex(@"growing: (\d+)")]
    private static partial Regex Growing();
}
