using System.Globalization;
using System.Text.Json;
using Exafs.SystemTests.StandIns;

namespace Exafs.SystemTests.Adapters;

/// <summary>A server that takes /api/v2/write, and can be asked what it has. One suite is run on each.</summary>
internal abstract class DeliveryServer : IAsyncDisposable
{
    public abstract Uri Url { get; }

    /// <summary>Scan numbers and their E0, as it has them; one that it has twice stands twice.</summary>
    public abstract Task<List<(int Scan, double E0)>> HasAsync();

    public abstract ValueTask DisposeAsync();

    public static async Task<DeliveryServer> StartAsync(string kind) => kind switch
    {
        "influxdb" => new Debian(await InfluxServer.StartAsync()),
        "victoria-metrics" => await Victoria.StartAsync(),
        _ => new Fake(await FakeInflux.StartAsync()),
    };

    /// <summary>InfluxDB 1.6 behind the path of version 2.</summary>
    private sealed class Debian(InfluxServer server) : DeliveryServer
    {
        public override Uri Url => server.Url;

        public override async Task<List<(int Scan, double E0)>> HasAsync()
        {
            using JsonDocument answer = JsonDocument.Parse(await server.QueryAsync("SELECT sequence, e0_ev FROM exafs_scan"));
            return answer.RootElement.GetProperty("results")[0].TryGetProperty("series", out JsonElement series)
                ? [.. series[0].GetProperty("values").EnumerateArray().Select(row => (row[1].GetInt32(), row[2].GetDouble()))]
                : [];
        }

        public override ValueTask DisposeAsync() => server.DisposeAsync();
    }

    /// <summary>What the lines say, last word first: as a database would hold them.</summary>
    private sealed class Fake(FakeInflux server) : DeliveryServer
    {
        public override Uri Url => new(server.Url);

        public override Task<List<(int Scan, double E0)>> HasAsync()
        {
            var points = new Dictionary<string, (int, double)>();
            foreach (string line in server.Requests.SelectMany(request => request.Body.Split('\n')).Where(line => line.StartsWith("exafs_scan,", StringComparison.Ordinal)))
            {
                string[] parts = line.Split(' ');
                Dictionary<string, string> fields = parts[1].Split(',').Select(field => field.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
                points[parts[0] + parts[2]] = (int.Parse(fields["sequence"].TrimEnd('i'), CultureInfo.InvariantCulture), double.Parse(fields["e0_ev"], CultureInfo.InvariantCulture));
            }

            return Task.FromResult(points.Values.ToList());
        }

        public override ValueTask DisposeAsync() => server.DisposeAsync();
    }

    private sealed class Victoria : DeliveryServer
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("exafs-vm-").FullName;
        private readonly HttpClient _http = new();
        private Peer? _peer;

        public override Uri Url { get; } = new($"http://127.0.0.1:{Peer.FreePort()}");

        public static async Task<Victoria> StartAsync()
        {
            var server = new Victoria();
            server._peer = Peer.Start("/usr/bin/victoria-metrics", "victoria-metrics", [$"-httpListenAddr={server.Url.Authority}", $"-storageDataPath={server._folder}", "-retentionPeriod=100y", "-dedup.minScrapeInterval=1ms"]);
            await InfluxServer.UntilUpAsync(server._http, server.Url + "health", server._peer);
            return server;
        }

        // Series by time: it takes a point that comes twice twice, and gives it once (deduplication to 1 ms, as the README advises).
        public override async Task<List<(int Scan, double E0)>> HasAsync()
        {
            await _http.GetStringAsync(new Uri(Url, "/internal/force_flush"));
            var sequences = await SamplesAsync("exafs_scan_sequence");
            var energies = await SamplesAsync("exafs_scan_e0_ev");
            return [.. sequences.Where(sample => energies.ContainsKey(sample.Key)).Select(sample => ((int)sample.Value, energies[sample.Key]))];
        }

        public override ValueTask DisposeAsync()
        {
            _peer?.Dispose();
            _http.Dispose();
            Directory.Delete(_folder, recursive: true);
            return ValueTask.CompletedTask;
        }

        private async Task<Dictionary<long, double>> SamplesAsync(string name)
        {
            string export = await _http.GetStringAsync(new Uri(Url, $"/api/v1/export?match[]={name}&start=0&reduce_mem_usage=0"));
            var samples = new Dictionary<long, double>();
            foreach (string line in export.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                using JsonDocument series = JsonDocument.Parse(line);
                foreach (var (time, value) in series.RootElement.GetProperty("timestamps").EnumerateArray().Zip(series.RootElement.GetProperty("values").EnumerateArray()))
                    samples[time.GetInt64()] = value.GetDouble();
            }

            return samples;
        }
    }
}
