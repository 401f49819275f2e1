using System.Diagnostics;
using System.Globalization;
using System.Reactive.Linq;
using System.Reactive.Subjects;
using Exafs.Adapters.ScanV1;
using Exafs.Adapters.Storage;
using Exafs.Adapters.ZeroMq;
using Exafs.Pipeline;
using Exafs.Signal;
using NetMQ;
using NetMQ.Sockets;

namespace Exafs.Benchmarks;

/// <summary>ZeroMQ on loopback to stored: scans a second at full speed, and the latency from the last byte to stored at a given rate. The publisher is a process of its own.</summary>
internal static class Throughput
{
    public const string Endpoint = "tcp://127.0.0.1:15559";

    public static async Task PrintAsync(TextWriter output)
    {
        output.WriteLine("| points | rate asked | scans | stored a second | latency p50, ms | p99, ms | worst, ms | CPU, ms a scan | allocated, kB a scan |");
        output.WriteLine("|---:|---|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var (points, scans, rate) in new[] { (500, 30_000, 0), (500, 3000, 100), (2000, 10_000, 0), (2000, 3000, 100), (10_000, 1000, 0) })
            await RunAsync(output, points, scans, rate);
    }

    /// <summary>The publisher: counts of a foil in exafs-scan-v1, whole scans, as fast as they are taken or at a rate.</summary>
    public static void Publish(int points, int scans, int rate)
    {
        var spectra = SyntheticFoil.Noisy(SyntheticFoil.Spectrum(points), 64);
        // A channel that reads the same throughout is a dead one: I0 decays a little and flickers.
        var random = new Random(2);
        var i0 = Enumerable.Range(0, points).Select(i => Math.Round((1e6 - (50.0 * i / points)) * (1 + (1e-4 * random.NextDouble())))).ToArray();
        var energy = spectra[0].Energy;
        var writer = new ScanV1Writer();
        var bodies = spectra.Select(s => s.Mu.Select((mu, i) => i0[i] * Math.Exp(-mu)).ToArray()).ToArray();
        using var socket = new PushSocket();
        socket.Options.SendHighWatermark = 1000;
        socket.Options.Linger = TimeSpan.FromSeconds(30);
        socket.Connect(Endpoint);
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < scans; i++)
        {
            if (rate > 0 && TimeSpan.FromSeconds((double)i / rate) - clock.Elapsed is { Ticks: > 0 } early)
                Thread.Sleep(early);
            var time = DateTime.UnixEpoch.AddSeconds(1_800_000_000 + (0.01 * i));
            socket.SendFrame(writer.WriteScan(new Scan
            {
                RunId = "benchmark",
                ScanId = i.ToString(CultureInfo.InvariantCulture),
                Sequence = i,
                Element = "Fe",
                Edge = "K",
                Energy = energy,
                I0 = [.. i0],
                ITrans = [.. bodies[i % bodies.Length]],
                StartTime = time,
                EndTime = time.AddSeconds(0.01),
            }));
        }
    }

    private static async Task RunAsync(TextWriter output, int points, int scans, int rate)
    {
        var folder = Directory.CreateTempSubdirectory("exafs-benchmark");
        var clock = TimeProvider.System;
        using var publisher = Process.Start(Environment.ProcessPath!, [typeof(Throughput).Assembly.Location, "publish", $"{points}", $"{scans}", $"{rate}"]);
        using (var store = new SqliteStore(new SqliteStoreOptions { File = Path.Combine(folder.FullName, "store.sqlite") }))
        {
            using var enough = new CancellationTokenSource();
            var stored = new StoredTimes(store, clock, scans, enough);
            var ledger = new Ledger();
            var source = new ZeroMqScanSource(new ZeroMqOptions { Endpoints = [Endpoint], Bind = true, Pattern = ZeroMqPattern.Pull }, clock);
            var analysis = new AnalysisOptions { Reduction = new ReductionParameters { E0 = SyntheticFoil.E0, Fourier = new FourierParameters { KMin = 3, KMax = 12, Dk = 4 } }, E0Policy = E0Policy.Fixed };
            var cpu = Process.GetCurrentProcess().TotalProcessorTime;
            var allocated = GC.GetTotalAllocatedBytes();

            IConnectableObservable<ScanReport> reports = source.Scans(new IntakeOptions(), ledger, enough.Token).Analyze(new Analyzer(analysis), null, ledger).Publish();
            var sink = reports.Finished().WriteTo(stored, ledger.Sink("store", everyScan: true), new SinkQueueOptions(), clock);
            using (reports.Connect())
                await sink;

            cpu = Process.GetCurrentProcess().TotalProcessorTime - cpu;
            allocated = GC.GetTotalAllocatedBytes() - allocated;
            var latency = stored.Latencies.Skip(scans / 20).Order().ToArray(); // without the first, which are compiled
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {points} | {(rate == 0 ? "as fast as possible" : $"{rate}/s")} | {scans} | {stored.PerSecond:0} | {latency[latency.Length / 2]:0.0} | {latency[latency.Length * 99 / 100]:0.0} | {latency[^1]:0.0} | {cpu.TotalMilliseconds / scans:0.00} | {allocated / 1000.0 / scans:0} |"));
            if (stored.Rejected.FirstOrDefault() is { } defect)
                throw new InvalidOperationException($"{stored.Rejected.Count} scans were rejected, the first for {defect.Reason}: that is not what is to be timed");
            foreach (var violation in ledger.Check())
                output.WriteLine($"conservation violated: {violation}");
        }
        await publisher.WaitForExitAsync();
        folder.Delete(recursive: true);
    }

    /// <summary>Notes when each scan was stored, and ends the run with the last.</summary>
    private sealed class StoredTimes(ISink<ScanReport> store, TimeProvider clock, int expected, CancellationTokenSource enough) : ISink<ScanReport>
    {
        private long _first;
        private long _last;

        public List<double> Latencies { get; } = [];

        public List<Defect> Rejected { get; } = [];

        public double PerSecond => (Latencies.Count - 1) / clock.GetElapsedTime(_first, _last).TotalSeconds;

        public async Task WriteAsync(IReadOnlyList<ScanReport> batch, CancellationToken cancellation)
        {
            await store.WriteAsync(batch, cancellation);
            _last = clock.GetTimestamp();
            if (_first == 0)
                _first = batch[0].Scan.ReceivedTimestamp;
            Rejected.AddRange(batch.OfType<Rejected>().Select(report => report.Defect));
            foreach (var report in batch)
                Latencies.Add(clock.GetElapsedTime(report.Scan.ReceivedTimestamp, _last).TotalMilliseconds);
            if (Latencies.Count >= expected)
                await enough.CancelAsync();
        }
    }
}
