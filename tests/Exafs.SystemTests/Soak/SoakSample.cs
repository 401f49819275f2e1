using System.Globalization;

namespace Exafs.SystemTests.Soak;

/// <summary>What the daemon takes of the machine at a moment.</summary>
internal sealed record SoakSample
{
    public required double Seconds { get; init; }

    public required long Sent { get; init; }

    public required double Stored { get; init; }

    public required double ResidentMb { get; init; }

    public required double HeapMb { get; init; }

    public required int Handles { get; init; }

    public required int Threads { get; init; }

    public required double CpuSeconds { get; init; }

    public required double Waiting { get; init; }

    public required double StoreMb { get; init; }

    /// <summary>Since the start, last byte to stored, by the buckets of the histogram, ms.</summary>
    public required double P50 { get; init; }

    public required double P99 { get; init; }

    public static async Task<SoakSample> TakeAsync(HttpClient http, string url, int process, TimeSpan elapsed, long sent, long storeBytes)
    {
        string[] lines = (await http.GetStringAsync(url + "/metrics")).Split('\n');
        return new()
        {
            Seconds = Math.Round(elapsed.TotalSeconds, 1),
            Sent = sent,
            Stored = Number("exafs_scan_latency_seconds_count"),
            ResidentMb = Math.Round(Number("process_resident_memory_bytes") / 1e6, 1),
            HeapMb = Math.Round(Number("dotnet_total_memory_bytes") / 1e6, 1),
            Handles = Directory.GetFiles($"/proc/{process}/fd").Length,
            Threads = (int)Number("process_num_threads"),
            CpuSeconds = Number("process_cpu_seconds_total"),
            Waiting = Number("exafs_spool_items{"),
            StoreMb = Math.Round(storeBytes / 1e6),
            P50 = Quantile(0.5),
            P99 = Quantile(0.99),
        };

        double Number(string name) => lines.FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)) is { } line ? double.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture) : double.NaN;

        double Quantile(double part)
        {
            var buckets = lines.Where(line => line.StartsWith("exafs_scan_latency_seconds_bucket", StringComparison.Ordinal)).Select(line => (
                Limit: line.Split('"')[1] == "+Inf" ? double.PositiveInfinity : double.Parse(line.Split('"')[1], CultureInfo.InvariantCulture), Count: double.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture))).ToArray();
            return buckets.Length == 0 ? 0 : 1000 * Math.Min(60, buckets.First(bucket => bucket.Count >= part * buckets[^1].Count).Limit);
        }
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Seconds,6:f0} s: {Sent} sent, {Stored} stored, {ResidentMb:f0} MB resident, {HeapMb:f0} MB heap, {Handles} handles, {Threads} threads, {Waiting} points wait, latency p50 {P50:g3} ms, p99 {P99:g3} ms, store {StoreMb:f0} MB");
}
