using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Exafs.SystemTests.Adapters;
using Exafs.SystemTests.Lab;
using Exafs.SystemTests.Page;
using Exafs.SystemTests.Soak;
using Exafs.Tests.Reference;
using Microsoft.Playwright;

namespace Exafs.Benchmarks;

/// <summary>The live page in Debian's Chromium, on the machine that the daemon runs on: from last byte to pixels, first view of long runs, what viewers cost the stream, memory, size.</summary>
internal static class LivePage
{
    private const double Rate = 100;

    // The daemon compiles its code and is calibrated on the first foil, the browser starts: told apart from what comes after.
    private static readonly TimeSpan s_start = TimeSpan.FromSeconds(20);

    // The page marks it itself, and the browser its first picture; they are read when all is over: to look on from outside takes a good part of the processor.
    private const string Drawn = "Math.max(...['run drawn', 'first-contentful-paint'].map(name => performance.getEntriesByName(name)[0]?.startTime ?? NaN))";

    public static async Task PrintAsync(TextWriter output, double minutes)
    {
        output.WriteLine($"page script and style: {Sizes()}");
        var browser = new Browser();
        await browser.InitializeAsync();
        try
        {
            output.WriteLine(await LongRunAsync(browser, 10_000, TimeSpan.FromSeconds(3)));
            output.WriteLine(await LongRunAsync(browser, 10_000, TimeSpan.Zero));
            output.WriteLine(await LongRunAsync(browser, 100_000, TimeSpan.FromSeconds(3)));
            output.WriteLine(await StreamAsync(browser, viewers: 0, Math.Min(1, minutes)));
            output.WriteLine(await StreamAsync(browser, viewers: 20, Math.Min(1, minutes)));
            output.WriteLine(await StreamAsync(browser, viewers: 1, minutes));
        }
        finally
        {
            await browser.DisposeAsync();
        }
    }

    private static string Percentiles(IEnumerable<double> milliseconds)
    {
        double[] sorted = [.. milliseconds.Order()];
        return sorted.Length == 0 ? "nothing shown" : string.Create(CultureInfo.InvariantCulture,
            $"median {sorted[sorted.Length / 2]:f0} ms, 95 in a hundred {sorted[sorted.Length * 95 / 100]:f0} ms, longest {sorted[^1]:f0} ms");
    }

    private static string Sizes()
    {
        string folder = Path.Combine(RepositoryFolder.Path, "src", "Exafs.Page", "dist");
        return string.Join(" + ", new[] { "page.js", "page.css" }.Select(name =>
        {
            using var packed = new MemoryStream();
            using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
                gzip.Write(File.ReadAllBytes(Path.Combine(folder, name)));
            return string.Create(CultureInfo.InvariantCulture, $"{name} {packed.Length / 1000.0:f1} kB gzipped");
        }));
    }

    // Zooms in and out and pans, 12 times a second for 10 s; tells the ms between the pictures that the browser made meanwhile.
    private const string ZoomAndPan = """
        (async () => {
            const view = document.querySelector('.time-view'), keys = ['+', '+', 'ArrowRight', '+', 'ArrowLeft', 'ArrowRight', '-', 'ArrowRight', '-', '-'];
            const gaps = [];
            let before = performance.now(), goesOn = true;
            const tick = now => { gaps.push(now - before); before = now; if (goesOn) requestAnimationFrame(tick); };
            requestAnimationFrame(tick);
            for (let i = 0; i < 120; i++) {
                view.dispatchEvent(new KeyboardEvent('keydown', { key: keys[i % keys.length], bubbles: true }));
                await new Promise(done => setTimeout(done, 83));
            }
            goesOn = false;
            return gaps;
        })()
        """;

    // From the navigation until both waterfalls are on the screen, in a window that nothing is kept for, the median of five; and how smoothly the last of them zooms and pans.
    // A new window loads Chromium's own interface first, which takes the processors for a second or two: it is opened some time before.
    private static async Task<string> LongRunAsync(Browser browser, int scans, TimeSpan before)
    {
        using var daemon = new PageDaemon();
        await HeatingStore.WriteAsync(daemon.Store, scans);
        await daemon.StartAsync();
        var times = new List<double>();
        double[] gaps = [];
        for (int i = 0; i < 5; i++)
        {
            IPage page = await browser.OpenAsync("about:blank", []);
            await Task.Delay(before);
            await page.GotoAsync(daemon.Url);
            await Task.Delay(TimeSpan.FromSeconds(5));
            await LivePageTests.DrawnAsync(page);
            times.Add(await page.EvaluateAsync<double>(Drawn));
            if (i == 4)
                gaps = await page.EvaluateAsync<double[]>(ZoomAndPan);
            await page.Context.CloseAsync();
        }

        await daemon.StopAsync();
        return string.Create(CultureInfo.InvariantCulture, $"first view of a run of {scans} scans in a window that was opened {before.TotalSeconds:f0} s before: median {times.Order().ElementAt(2):f0} ms, worst of five {times.Max():f0} ms; zoomed and panned: from picture to picture {Percentiles(gaps)}");
    }

    private static async Task<string> StreamAsync(Browser browser, int viewers, double minutes)
    {
        using var daemon = new PageDaemon();
        await daemon.StartAsync(structures: true);
        using var pusher = new ScanPusher(daemon.Endpoint, Rate, SoakScans.Messages(Rate, "run"));
        var lines = new List<PageLine>();
        IPage? page = viewers > 0 ? await browser.OpenAsync(daemon.Url, []) : null;
        for (int i = 1; i < viewers; i++)
        {
            PageLine line = await PageLine.OpenAsync(daemon.Url);
            lines.Add(line);
            _ = Task.Run(async () =>
            {
                try
                {
                    while (true)
                        await line.NextAsync();
                }
                catch (Exception)
                {
                    // the end of the measurement
                }
            });
        }

        var (starting, shown, heaps) = (new List<double>(), new List<double>(), new List<double>());
        ICDPSession? tools = page is null ? null : await page.Context.NewCDPSessionAsync(page);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        await Task.Delay(5000);
        while (clock.Elapsed < TimeSpan.FromMinutes(minutes))
        {
            await Task.Delay(250);
            if (page is not null && await page.EvaluateAsync<double?>("parseFloat(document.querySelector('.scan-line [data-shown]')?.dataset.shown)") is { } ms && double.IsFinite(ms))
                (clock.Elapsed < s_start ? starting : shown).Add(ms);
            if (tools is not null && heaps.Count <= clock.Elapsed.TotalSeconds / 15)
            {
                await tools.SendAsync("HeapProfiler.collectGarbage");
                heaps.Add((await tools.SendAsync("Runtime.getHeapUsage"))!.Value.GetProperty("usedSize").GetDouble() / 1e6);
            }
        }

        using PageLine last = await PageLine.OpenAsync(daemon.Url);
        JsonElement latency = (await last.NextAsync("state")).Header.GetProperty("latency");
        pusher.Stop();
        foreach (PageLine line in lines)
            line.Dispose();
        await daemon.StopAsync();
        string stream = string.Create(CultureInfo.InvariantCulture, $"{viewers} viewers, {minutes:g3} min at {Rate} scans/s ({pusher.Sent} scans): last byte to stored p50 {1000 * latency.GetProperty("p50").GetDouble():f1} ms, p99 {1000 * latency.GetProperty("p99").GetDouble():f1} ms");
        return shown.Count == 0 ? stream : stream + string.Create(CultureInfo.InvariantCulture,
            $"; last byte to pixels {Percentiles(shown)}, in the {s_start.TotalSeconds:f0} s after the start {Percentiles(starting)}; heap of the page after a minute {heaps[Math.Min(4, heaps.Count - 1)]:f1} MB, a quarter, half, three quarters and all of the time {string.Join(", ", Enumerable.Range(1, 4).Select(i => heaps[Math.Max(0, (i * heaps.Count / 4) - 1)].ToString("f1", CultureInfo.InvariantCulture)))} MB");
    }
}
