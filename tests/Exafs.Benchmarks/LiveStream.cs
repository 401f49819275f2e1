using System.Diagnostics;
using System.Reactive.Linq;
using System.Reactive.Subjects;
using Exafs.Adapters.Storage;
using Exafs.Adapters.ZeroMq;
using Exafs.Pipeline;
using Exafs.Signal;

namespace Exafs.Benchmarks;

/// <summary>Scans over ZeroMQ at a rate, from a process of its own, reduced and stored, until it is stopped; with the latency of each.</summary>
internal sealed class LiveStream : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<double> _latencies = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly Process _publisher;
    private readonly Task _running;

    public LiveStream(SqliteStore store, int points, int rate)
    {
        var clock = TimeProvider.System;
        _publisher = Process.Start(Environment.ProcessPath!, [typeof(LiveStream).Assembly.Location, "publish", $"{points}", "1000000", $"{rate}"]);
        var ledger = new Ledger();
        var source = new ZeroMqScanSource(new ZeroMqOptions { Endpoints = [Throughput.Endpoint], Bind = true, Pattern = ZeroMqPattern.Pull }, clock);
        var analysis = new AnalysisOptions { Reduction = new ReductionParameters { E0 = SyntheticFoil.E0, Fourier = new FourierParameters { KMin = 3, KMax = 12, Dk = 4 } }, E0Policy = E0Policy.Fixed };
        IConnectableObservable<ScanReport> reports = source.Scans(new IntakeOptions(), ledger, _stopping.Token).Analyze(new Analyzer(analysis), null, ledger).Publish();
        var timed = new TimedSink(store, clock, (_, took) =>
        {
            lock (_gate) _latencies.Add(took.TotalMilliseconds);
        });
        _running = Task.Run(async () =>
        {
            var sink = reports.Finished().WriteTo(timed, ledger.Sink("store", everyScan: true), new SinkQueueOptions(), clock);
            using (reports.Connect())
                await sink;
        });
    }

    public int Stored
    {
        get
        {
            lock (_gate) return _latencies.Count;
        }
    }

    /// <summary>Until everything is compiled.</summary>
    public async Task WarmAsync()
    {
        while (Stored < 500)
            await Task.Delay(50);
    }

    /// <summary>Of the scans that were stored after so many.</summary>
    public (double P50, double P99, int Scans) Since(int scans)
    {
        lock (_gate)
        {
            double[] sorted = [.. _latencies.Skip(scans).Order()];
            return (sorted[sorted.Length / 2], sorted[sorted.Length * 99 / 100], sorted.Length);
        }
    }

    public async Task StopAsync()
    {
        _publisher.Kill();
        await _stopping.CancelAsync();
        await _running;
    }

    public void Dispose()
    {
        _publisher.Dispose();
        _stopping.Dispose();
    }
}
