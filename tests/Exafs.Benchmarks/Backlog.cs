using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Exafs.Adapters.Influx;
using Exafs.Adapters.Storage;
using Exafs.Pipeline.Alerts;
using Exafs.Pipeline.Delivery;
using Exafs.SystemTests.Adapters;

namespace Exafs.Benchmarks;

/// <summary>A million points that wait, delivered to Debian's influxdb while scans come in at a rate; beside it what the server takes from a client that does nothing else.</summary>
internal static class Backlog
{
    private const int Block = 10_000, Batch = 2000;

    public static async Task PrintAsync(TextWriter output, int points)
    {
        output.WriteLine("| points that wait | fields of each | bytes of each | the server alone, points/s | delivered, points/s | ratio | live scans meanwhile | last byte to stored, p50, ms | p99, ms |");
        output.WriteLine("|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var withDetails in new[] { false, true })
            await RunAsync(output, points, withDetails);
    }

    private static async Task RunAsync(TextWriter output, int points, bool withDetails)
    {
        var folder = Directory.CreateTempSubdirectory("exafs-backlog");
        await using var server = await InfluxServer.StartAsync();
        using var influx = new InfluxTarget(new InfluxOptions { Url = server.Url, Org = "benchmark", Bucket = "exafs", Beamline = "P65", Timeout = TimeSpan.FromMinutes(1) });
        var ceiling = await CeilingAsync(server, withDetails);
        // The backlog comes as alerts of ten thousand points each: scans would take the store's time, not the outbox's.
        var target = influx.Owed with { Alerts = alert => Lines(int.Parse(alert.Name, CultureInfo.InvariantCulture), Block, withDetails).Select(line => new OutboxEntry(OutboxRank.Scan, line, line.Split(' ')[0]) { Moment = long.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture) }) };
        using (var store = new SqliteStore(new SqliteStoreOptions { File = Path.Combine(folder.FullName, "store.sqlite") }, [target]))
        {
            for (var first = 0; first < points; first += Block)
                await store.Alerts.WriteAsync([Alert($"{first}")], default);

            using var ending = new CancellationTokenSource();
            var outbox = store.Outboxes[0];
            var deliverer = new Deliverer(outbox, influx, new() { LargestBatch = Batch, NewestToo = true, WriteTimeout = TimeSpan.FromMinutes(1) }, TimeProvider.System);
            using var live = new LiveStream(store, points: 500, rate: 100);
            await live.WarmAsync();
            var (before, scansBefore, start) = (outbox.Counts.Delivered, live.Stored, Stopwatch.GetTimestamp());
            var running = Task.Run(() => deliverer.RunAsync(ending.Token, default));
            while (outbox.Counts.Delivered - before < points)
                await Task.Delay(20);
            var took = Stopwatch.GetElapsedTime(start);
            var (p50, p99, scans) = live.Since(scansBefore);
            await live.StopAsync();
            await ending.CancelAsync();
            await running;
            var sample = Lines(0, 1, withDetails).Single();
            var perSecond = points / took.TotalSeconds;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {points} | {sample.Split(' ')[1].Split(',').Length} | {sample.Length} | {ceiling:0} | {perSecond:0} | {perSecond / ceiling:0.00} | {scans} at 100/s | {p50:0.0} | {p99:0.0} |"));
        }

        folder.Delete(recursive: true);
    }

    // The same lines, made beforehand, a request after the other, straight to the server.
    private static async Task<double> CeilingAsync(InfluxServer server, bool withDetails)
    {
        const int Requests = 100;
        byte[][] bodies = [.. Enumerable.Range(0, Requests).Select(i => Encoding.UTF8.GetBytes(string.Join('\n', Lines(i * Batch, Batch, withDetails))))];
        await server.QueryAsync("CREATE DATABASE ceiling");
        using var http = new HttpClient();
        var start = Stopwatch.GetTimestamp();
        foreach (var body in bodies)
        {
            using var content = new ByteArrayContent(body);
            using var answer = await http.PostAsync(server.NativeWrite("ceiling"), content);
            answer.EnsureSuccessStatusCode();
        }

        var perSecond = Requests * Batch / Stopwatch.GetElapsedTime(start).TotalSeconds;
        await server.QueryAsync("DROP DATABASE ceiling");
        return perSecond;
    }

    // As the daemon writes them: a rejected scan, or one with its numbers.
    private static IEnumerable<string> Lines(int first, int count, bool withDetails)
    {
        for (var i = first; i < first + count; i++)
        {
            var details = withDetails
                ? string.Create(CultureInfo.InvariantCulture, $"e0_ev={7112 + (1e-6 * i)},edge_step={1.2 + (1e-7 * i)},energy_shift_ev=-0.03,epsilon_k=0.0001,epsilon_r=0.002,kmax_suggest_per_angstrom=14.5,n_points=500i,run_id=\"run\",sample_temperature_kelvin={300 + (0.001 * i)},scan_id=\"scan-{i}\",sequence={i}i,status=\"analyzed\"")
                : string.Create(CultureInfo.InvariantCulture, $"e0_ev={7112 + (1e-6 * i)},edge_step={1.2 + (1e-7 * i)},sequence={i}i");
            yield return string.Create(CultureInfo.InvariantCulture, $"exafs_scan,beamline=P65,direction=up,edge=K,element=Fe {details} {1_700_000_000_000_000_000L + (i * 10_000_000L)}");
        }
    }

    private static Alert Alert(string name) => new()
    {
        Labels = ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal).Add("alertname", name).Add("severity", "info"),
        Annotations = ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal),
        StartsAt = DateTimeOffset.UnixEpoch,
    };
}
