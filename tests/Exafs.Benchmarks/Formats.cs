using System.Diagnostics;
using System.Globalization;
using Exafs.Adapters.ScanV1;
using Exafs.Adapters.Streams;
using Exafs.Adapters.ZeroMq;
using Exafs.Signal;
using Exafs.Tests.Adapters.Streams;
using NetMQ;
using NetMQ.Sockets;

namespace Exafs.Benchmarks;

/// <summary>Every format alike: scans and points a second that its decoder makes on one core, and that come out of a ZeroMQ source on loopback, publisher and receiver on the same machine.</summary>
internal static class Formats
{
    private const int Points = 500;
    private static readonly TimeSpan s_decoding = TimeSpan.FromSeconds(2), s_streaming = TimeSpan.FromSeconds(3);

    public static async Task PrintAsync(TextWriter output)
    {
        output.WriteLine("| format | bytes a scan | decoded on one core: scans/s | points/s | over loopback: scans/s | points/s |");
        output.WriteLine("|---|---:|---:|---:|---:|---:|");
        foreach (FormatExamples format in FormatExamples.All.Where(format => format.HasScans))
        {
            byte[][][] messages = [.. Scans().SelectMany(format.Messages)];
            double decoded = Decoded(format, messages), streamed = await StreamedAsync(format, messages);
            long bytes = messages.Sum(message => message.Sum(frame => (long)frame.Length)) / Scans().Count();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {format.Name} | {bytes} | {decoded:0} | {decoded * Points:0} | {streamed:0} | {streamed * Points:0} |"));
        }
    }

    private static IEnumerable<Scan> Scans()
    {
        var spectra = SyntheticFoil.Noisy(SyntheticFoil.Spectrum(Points), 8);
        var random = new Random(2);
        for (int i = 0; i < spectra.Length; i++)
        {
            double[] i0 = [.. Enumerable.Range(0, Points).Select(_ => Math.Round(1e6 * (1 + (1e-4 * random.NextDouble()))))];
            DateTime start = DateTime.UnixEpoch.AddSeconds(1_800_000_000 + i);
            yield return new Scan
            {
                RunId = "benchmark",
                ScanId = $"scan-{i}",
                Sequence = i + 1,
                Element = "Fe",
                Edge = "K",
                Energy = spectra[i].Energy,
                I0 = [.. i0],
                ITrans = [.. spectra[i].Mu.Select((mu, k) => i0[k] * Math.Exp(-mu))],
                StartTime = start,
                EndTime = start.AddSeconds(1),
                Time = [.. Enumerable.Range(0, Points).Select(k => 1_800_000_000 + i + (k / (double)Points))],
            };
        }
    }

    private static double Decoded(FormatExamples format, byte[][][] messages)
    {
        WireMessage[] wire = [.. messages.Select(frames => new WireMessage([.. frames.Select(frame => (ReadOnlyMemory<byte>)frame)], DateTimeOffset.UnixEpoch))];
        var decoder = StreamDecoders.Of(format.Options(Scans().First()));
        var state = new ScanAssembler(new(), TimeProvider.System);
        Run(TimeSpan.FromSeconds(0.5)); // compiled
        return Run(s_decoding);

        double Run(TimeSpan time)
        {
            var clock = Stopwatch.StartNew();
            long scans = 0;
            while (clock.Elapsed < time)
            {
                foreach (WireMessage message in wire)
                {
                    foreach (ScanV1Message step in decoder.Decode(message))
                    {
                        (state, var ended) = state.Next(step, clock.ElapsedTicks);
                        foreach (Scan scan in ended)
                            scans += scan.IsSnapshot ? 0 : 1;
                    }
                }
            }

            return scans / clock.Elapsed.TotalSeconds;
        }
    }

    private static async Task<double> StreamedAsync(FormatExamples format, byte[][][] messages)
    {
        using var over = new CancellationTokenSource();
        var source = new ZeroMqScanSource(new ZeroMqOptions { Endpoints = [Throughput.Endpoint], Bind = true, Pattern = ZeroMqPattern.Pull, Stream = format.Options(Scans().First()) }, TimeProvider.System);
        Task pushing = Task.Factory.StartNew(() => Push(messages, over.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        long scans = 0, first = 0;
        await foreach (Scan scan in source.ReadAllAsync(over.Token))
        {
            if (scan.IsSnapshot || over.IsCancellationRequested)
                continue;
            if (scan.Defect is { } defect && scan.Progress != ScanProgress.Aborted)
                throw new InvalidOperationException($"{format.Name}: {defect.Reason}: {defect.Detail}");
            first = first == 0 ? Stopwatch.GetTimestamp() : first;
            scans++;
            if (Stopwatch.GetElapsedTime(first) > s_streaming)
                await over.CancelAsync();
        }

        await pushing;
        return (scans - 1) / s_streaming.TotalSeconds;
    }

    private static void Push(byte[][][] messages, CancellationToken over)
    {
        using var socket = new PushSocket();
        socket.Options.SendHighWatermark = 1000;
        socket.Options.Linger = TimeSpan.Zero;
        socket.Connect(Throughput.Endpoint);
        while (!over.IsCancellationRequested)
        {
            foreach (byte[][] frames in messages)
            {
                for (int i = 0; i < frames.Length; i++)
                {
                    while (!socket.TrySendFrame(TimeSpan.FromMilliseconds(100), frames[i], i < frames.Length - 1))
                    {
                        if (over.IsCancellationRequested)
                            return;
                    }
                }
            }
        }
    }
}
