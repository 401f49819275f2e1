using System.Collections.Immutable;
using System.Diagnostics;
using Exafs.Adapters.ScanV1;
using Exafs.Lab.Heat;
using Exafs.Signal;
using Exafs.Tests.Reference;
using NetMQ;
using NetMQ.Sockets;

namespace Exafs.SystemTests.Soak;

/// <summary>The scans of the simulated heating run again and again, each pass a run of its own, at a rate.</summary>
internal sealed class SoakPublisher : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly Thread _thread;
    private long _sent;

    public SoakPublisher(string endpoint, double rate)
    {
        Scan[] scans = [.. Scans()];
        _thread = new Thread(() => Publish(endpoint, rate, scans));
        _thread.Start();
    }

    public long Sent => Interlocked.Read(ref _sent);

    public void Stop()
    {
        _stopping.Cancel();
        _thread.Join();
    }

    public void Dispose()
    {
        Stop();
        _stopping.Dispose();
    }

    // What was damaged on purpose is left out: here everything is to arrive.
    private static IEnumerable<Scan> Scans()
    {
        var (reader, assembler) = (new ScanV1Reader(), new ScanAssembler(new ScanAssemblerOptions(), TimeProvider.System));
        foreach (var frame in RunFrames.Read(Path.Combine(RepositoryFolder.Path, "config", "runs", "fe-heating.frames")).Frames)
        {
            (assembler, var scans) = assembler.Next(reader.Read(frame.Bytes), TimeProvider.System.GetTimestamp());
            foreach (Scan scan in scans.Where(scan => scan is { Progress: ScanProgress.Complete, Defect: null }))
                yield return scan;
        }
    }

    private void Publish(string endpoint, double rate, Scan[] scans)
    {
        var writer = new ScanV1Writer();
        using var socket = new PushSocket();
        socket.Options.SendHighWatermark = 1000;
        socket.Options.Linger = TimeSpan.FromSeconds(20);
        socket.Connect(endpoint);
        var clock = Stopwatch.StartNew();
        for (long i = 0; !_stopping.IsCancellationRequested; i++)
        {
            TimeSpan early = TimeSpan.FromSeconds(i / rate) - clock.Elapsed;
            if (early > TimeSpan.Zero)
                _stopping.Token.WaitHandle.WaitOne(early);
            var (pass, place) = (i / scans.Length, (int)(i % scans.Length));
            DateTime start = DateTime.UnixEpoch.AddSeconds(1_790_000_000 + (i / rate));
            byte[] bytes = writer.WriteScan(scans[place] with { RunId = $"pass {pass}", ScanId = $"{i}", Sequence = place + 1, StartTime = start, EndTime = start.AddSeconds(0.5 / rate), Time = ImmutableArray<double>.Empty });
            while (!socket.TrySendFrame(TimeSpan.FromMilliseconds(100), bytes))
            {
                if (_stopping.IsCancellationRequested)
                    return;
            }

            Interlocked.Increment(ref _sent);
        }
    }
}
