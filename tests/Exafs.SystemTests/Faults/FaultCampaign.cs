using System.Diagnostics;
using System.Globalization;
using Exafs.Adapters.Storage;
using Exafs.Pipeline.Delivery;
using Exafs.SystemTests.Adapters;
using Exafs.SystemTests.Monitor;

namespace Exafs.SystemTests.Faults;

/// <summary>
/// The daemon under a stream of scans, killed (SIGKILL) at random instants again and again, while the database fails in every way it can and the disk is full now and
/// then. At the end every scan that the store ever had must be in the database once, as the store has it. All chance comes from the seed, but for what the machine's load does to it.
/// </summary>
internal sealed class FaultCampaign(int cycles, int seed, Action<string> say) : IAsyncDisposable
{
    /// <summary>What the database, or the way to it, does for as long as a cycle, or for a request.</summary>
    private static readonly string[] s_faults = ["", "400", "401", "403", "404", "408", "413", "429", "500", "502", "503", "reset", "hang", "taken_but_no_answer", "slow"];

    private readonly string _folder = Directory.CreateTempSubdirectory("exafs-campaign-").FullName;
    private readonly Random _random = new(seed);
    private readonly Dictionary<string, int> _tried = new(StringComparer.Ordinal);
    private readonly HashSet<string> _accepted = new(StringComparer.Ordinal);
    private readonly int _port = Peer.FreePort();
    private string _fault = "";

    private string Store => Path.Combine(_folder, "x.sqlite");

    /// <summary>Runs it.</summary>
    public async Task<FaultResult> RunAsync()
    {
        var clock = Stopwatch.StartNew();
        await using InfluxServer influx = await InfluxServer.StartAsync();
        await using FaultyFront front = await FaultyFront.StartAsync(influx.Url);
        front.Next = Fault;
        using var publisher = new ScanPusher($"tcp://127.0.0.1:{_port}", rate: 100, CampaignScans.Messages());
        for (int cycle = 1; cycle <= cycles; cycle++)
        {
            await CycleAsync(front.Url);
            Witness();
            if (cycle % 10 == 0 || cycle == cycles)
                say($"cycle {cycle} of {cycles}: {publisher.Sent} scans sent, {_accepted.Count} accepted, {Outbox().Waiting} points wait, {clock.Elapsed.TotalSeconds:f0} s");
        }

        publisher.Stop();
        _fault = "";
        string books = await LastAsync(front.Url);
        Witness();
        return await FaultResult.OfAsync(Store, influx, _accepted, publisher.Sent, cycles, seed, _tried, books, clock.Elapsed);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task CycleAsync(Uri url)
    {
        // A cycle of one trouble alone, or of all of them by turns.
        _fault = _random.Next(3) == 0 ? "any" : s_faults[_random.Next(s_faults.Length)];
        long? full = File.Exists(Store) && _random.Next(8) == 0 ? new FileInfo(Store).Length + 200_000 : null;
        if (full is not null)
            Count("disk_full");
        using var monitor = MonitorProcess.Start(Config(url, full));
        // Often it is killed at work, and now and then while it starts.
        if (_random.Next(4) > 0)
            await monitor.SaysAsync("listening to");
        await Task.Delay(_random.Next(50, 1700));
        if (_random.Next(10) == 0)
        {
            Count("terminated");
            await monitor.SignalAsync("TERM");
            await monitor.EndAsync();
        }
        else
        {
            Count("killed");
            monitor.Kill();
        }
    }

    private async Task<string> LastAsync(Uri url)
    {
        using var monitor = MonitorProcess.Start(Config(url, null));
        await monitor.SaysAsync("listening to");
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        for (int quiet = 0; quiet < 20;) // the socket is empty, and so is the outbox
        {
            long before = Outbox().Accepted;
            await Task.Delay(100, patience.Token);
            quiet = Outbox() is { Waiting: 0 } now && now.Accepted == before && before > 0 ? quiet + 1 : 0;
        }

        await monitor.SignalAsync("TERM");
        var (code, output, errors) = await monitor.EndAsync();
        return code == 0 ? output : throw new InvalidOperationException($"the last run ended with {code}:\n{output}{errors}");
    }

    /// <summary>What the store has had it has for ever.</summary>
    private void Witness()
    {
        using StoreReader? reader = Reader();
        if (reader is null)
            return;
        HashSet<string> now = [.. reader.Scans(CampaignScans.Run).Select(scan => scan.ScanId)];
        if (_accepted.FirstOrDefault(scan => !now.Contains(scan)) is { } gone)
            throw new InvalidOperationException($"the store had scan {gone}, and has it no more");
        _accepted.UnionWith(now);
        if (Outbox().Violation() is { } violation)
            throw new InvalidOperationException(violation);
    }

    // Killed while it made the file: that has no tables yet, and the next start makes them.
    private StoreReader? Reader()
    {
        try
        {
            return File.Exists(Store) ? new StoreReader(Store) : null;
        }
        catch (StoreException) when (_accepted.Count == 0)
        {
            return null;
        }
    }

    private OutboxCounts Outbox()
    {
        using StoreReader? reader = Reader();
        return reader?.Outboxes() is [var influx] ? influx : new() { Target = "influxdb" };
    }

    // Asked by the front, a request at a time.
    private string Fault(string body)
    {
        if (body.Contains($"scan_id=\"{CampaignScans.Poison}", StringComparison.Ordinal))
        {
            Count("poison");
            return "400";
        }

        string fault = _fault == "any" ? s_faults[_random.Next(s_faults.Length)] : _fault;
        if (fault is "400" or "413" && !body.Contains('\n', StringComparison.Ordinal))
            fault = ""; // a good point alone is not refused: that would be a poison
        if (fault.Length > 0)
            Count(fault);
        return fault;
    }

    private void Count(string fault)
    {
        lock (_tried)
            _tried[fault] = _tried.GetValueOrDefault(fault) + 1;
    }

    private string Config(Uri url, long? fileBytes)
    {
        string file = Path.Combine(_folder, "monitor.json");
        File.WriteAllText(file, string.Create(CultureInfo.InvariantCulture, $$"""
            {
              "zeromq": { "connect": [], "bind": ["tcp://127.0.0.1:{{_port}}"], "pattern": "pull" },
              "store": { "path": "{{Store}}", "file_bytes_maximum": {{(fileBytes is { } bytes ? bytes : "null")}} },
              "influxdb": { "enabled": true, "url": "{{url}}", "chi_r": true, "timeout_seconds": 0.5, "batch_points": 200, "retry_first_seconds": 0.02, "retry_longest_seconds": 0.2 },
              "shutdown": { "drain_seconds": 2 }
            }
            """));
        return file;
    }
}
