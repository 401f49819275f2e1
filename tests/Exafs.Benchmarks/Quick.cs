using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Exafs.Adapters.Streams;
using Exafs.Adapters.Streams.Quick;
using Exafs.Tests.Adapters.Streams.Quick;
using Exafs.Tests.Signal;

namespace Exafs.Benchmarks;

/// <summary>Raw samples of a quick-scanning monochromator, from the bytes of exafs-quick-v1 to scans on one grid, one thread.</summary>
internal static class Quick
{
    private const int Sweeps = 50, Chunk = 20_000;

    public static void Print(TextWriter output)
    {
        output.WriteLine("100 spectra a second at 2 MS/s, sine, 0.1 millidegree of jitter, 1050 eV around Fe K, I0, I_t and I_ref:");
        output.WriteLine();
        output.WriteLine("| encoder | currents | grid | bytes a sample | MS/s | GB/s | points a scan | scans a second |");
        output.WriteLine("|---|---|---|---:|---:|---:|---:|---:|");
        foreach ((string encoder, string currents) in new[] { ("int32 counts", "int16"), ("float32", "float32"), ("float64", "float64") })
            foreach (bool around in new[] { true, false })
                Row(output, encoder, currents, around);
    }

    private static void Row(TextWriter output, string encoder, string currents, bool around)
    {
        var beamline = new QuickBeamline { Jitter = 1e-4, Noise = 1e-3 };
        WireMessage[] messages = [.. Messages(beamline, encoder, currents, around).Select(bytes => new WireMessage([bytes], default))];
        long bytes = messages.Sum(message => message.Length), samples = (long)messages.Length * Chunk;
        List<double> seconds = [];
        int scans = 0, points = 0;
        for (var total = Stopwatch.StartNew(); seconds.Count < 5 || total.Elapsed < TimeSpan.FromSeconds(3);)
        {
            var decoder = new QuickDecoder(new StreamOptions());
            scans = 0;
            long start = Stopwatch.GetTimestamp();
            foreach (WireMessage message in messages)
            {
                foreach (var scan in decoder.Decode(message))
                    (scans, points) = (scans + 1, scan.Energy.Length);
            }

            seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        seconds.Sort();
        double median = seconds[seconds.Count / 2];
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {encoder} | {currents} | {(around ? "around E0" : "uniform in angle")} | {(double)bytes / samples:0.0} | {samples / median / 1e6:0.0} | {bytes / median / 1e9:0.00} | {points} | {scans / median:0} |"));
    }

    private static IEnumerable<byte[]> Messages(QuickBeamline beamline, string encoder, string currents, bool around)
    {
        for (long first = 0, end = (long)(Sweeps * beamline.SweepSamples); first < end; first += Chunk)
        {
            (double[] angle, double[] i0, double[] itrans) = beamline.Samples(first, Chunk);
            QuickV1Chunk chunk = QuickV1Messages.Chunk("benchmark", first, first / Chunk, angle, i0, itrans) with
            {
                Element = around ? "Fe" : null,
                Encoder = encoder switch { "int32 counts" => QuickV1Messages.Counts(angle, 1e-5, 0), "float32" => Single(angle), _ => QuickV1Messages.Column(angle) },
                IsInCounts = encoder == "int32 counts",
                DegreesPerCount = encoder == "int32 counts" ? 1e-5 : null,
                I0 = Current(i0),
                ITrans = Current(itrans),
                IRefer = Current(itrans),
                IsLast = first + Chunk >= end,
            };
            yield return QuickV1Writer.Write(chunk);
        }

        QuickV1Column Current(double[] values) => currents switch { "int16" => QuickV1Messages.Digitised(values, 4, 10), "float32" => Single(values), _ => QuickV1Messages.Column(values) };
    }

    private static QuickV1Column Single(double[] values) =>
        new(QuickSampleType.Float32, MemoryMarshal.AsBytes<float>(values.Select(value => (float)value).ToArray()).ToArray());
}
