using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Exafs.SystemTests.Adapters;
using Exafs.SystemTests.Monitor;
using Exafs.Tests.Reference;

namespace Exafs.SystemTests.Soak;

/// <summary>The whole daemon for a long time: the simulated heating run at a hundred scans a second over and over, structures, detection, store, outbox to a real database, metrics that are asked for. What it takes of the machine is noted twice a minute.</summary>
internal sealed class SoakRun(double minutes, double rate, Action<string> say) : IAsyncDisposable
{
    private static readonly JsonSerializerOptions s_json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    private readonly string _folder = Directory.CreateTempSubdirectory("exafs-soak-").FullName;
    private readonly HttpClient _http = new();
    private readonly int _port = Peer.FreePort();
    private readonly string _url = $"http://127.0.0.1:{Peer.FreePort()}";

    /// <returns>The result as JSON, and whether all came that was sent.</returns>
    public async Task<(string Json, bool IsGood)> RunAsync()
    {
        await using InfluxServer influx = await InfluxServer.StartAsync();
        using var monitor = MonitorProcess.Start(await ConfigAsync(influx.Url), "--listen", _url);
        await monitor.SaysAsync("structures by pack");
        var talking = monitor.KeepListeningAsync();
        using var publisher = new ScanPusher($"tcp://127.0.0.1:{_port}", rate, SoakScans.Messages(rate));
        var (clock, samples) = (Stopwatch.StartNew(), new List<SoakSample>());
        while (clock.Elapsed < TimeSpan.FromMinutes(minutes))
        {
            await Task.Delay(TimeSpan.FromSeconds(Math.Min(30, minutes * 60 / 4)));
            samples.Add(await SoakSample.TakeAsync(_http, _url, monitor.Id, clock.Elapsed, publisher.Sent, Directory.EnumerateFiles(_folder).Sum(file => new FileInfo(file).Length)));
            say(samples[^1].ToString());
        }

        publisher.Stop();
        await monitor.SignalAsync("TERM");
        int code = await monitor.CodeAsync();
        string output = await talking;
        var half = samples.Skip(samples.Count / 2).ToArray();
        var result = new
        {
            minutes,
            rate,
            scans = publisher.Sent,
            exit_code = code,
            influx_points = await PointsAsync(influx),
            resident_mb_first_half = samples.Take(samples.Count / 2).Average(sample => sample.ResidentMb),
            resident_mb_second_half = half.Average(sample => sample.ResidentMb),
            resident_mb_per_hour_second_half = Slope(half, sample => sample.ResidentMb),
            heap_mb_per_hour_second_half = Slope(half, sample => sample.HeapMb),
            handles_first = samples[0].Handles,
            handles_last = samples[^1].Handles,
            threads_last = samples[^1].Threads,
            cpu_part_of_a_core = samples[^1].CpuSeconds / samples[^1].Seconds,
            latency_p50_ms = samples[^1].P50,
            latency_p99_ms = samples[^1].P99,
            store_mb = samples[^1].StoreMb,
            closing = output.Split('\n').Where(line => line.StartsWith("received ", StringComparison.Ordinal) && line.Contains('=') || line.StartsWith("influxdb: accepted", StringComparison.Ordinal) || line.StartsWith("last byte", StringComparison.Ordinal)).ToArray(),
            samples,
        };
        return (JsonSerializer.Serialize(result, s_json), code == 0 && result.influx_points == result.scans);
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    // Least squares, per hour.
    private static double Slope(SoakSample[] samples, Func<SoakSample, double> of)
    {
        double mx = samples.Average(sample => sample.Seconds), my = samples.Average(of);
        return 3600 * samples.Sum(sample => (sample.Seconds - mx) * (of(sample) - my)) / samples.Sum(sample => (sample.Seconds - mx) * (sample.Seconds - mx));
    }

    private static async Task<long> PointsAsync(InfluxServer influx)
    {
        using JsonDocument answer = JsonDocument.Parse(await influx.QueryAsync("SELECT count(n_points) FROM exafs_scan"));
        return answer.RootElement.GetProperty("results")[0].GetProperty("series")[0].GetProperty("values")[0][1].GetInt64();
    }

    private async Task<string> ConfigAsync(Uri influx)
    {
        string file = Path.Combine(_folder, "monitor.json");
        await File.WriteAllTextAsync(file, string.Create(CultureInfo.InvariantCulture, $$"""
            {
              "zeromq": { "connect": [], "bind": ["tcp://127.0.0.1:{{_port}}"], "pattern": "pull" },
              "measurement": { "mode": "transmission" },
              "reduction": { "rbkg_angstrom": 1, "kweight": 2, "e0_policy": "reference", "correct_energy_shift": true },
              "inference": { "enabled": true, "pack": "{{Path.Combine(RepositoryFolder.Path, "config", "packs", "fe")}}", "calibrate_from": "reference" },
              "store": { "path": "{{_folder}}/x.sqlite" },
              "influxdb": { "enabled": true, "url": "{{influx}}" }
            }
            """));
        return file;
    }
}
