using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Exafs.Signal;
using Exafs.Tests.Reference;

namespace Exafs.Benchmarks;

/// <summary>The whole chain E0 → χ(R), one thread, alone and in batches, and Debian's Larch on the same spectra in the same run; as a table.</summary>
internal static class Speed
{
    private static readonly int[] Points = [500, 2000, 10_000];
    private static readonly int[] Batches = [1, 10, 100, 1000];
    private static readonly FourierParameters Fourier = new() { KMin = 3, KMax = 12, Dk = 4 };

    public static void Print(TextWriter output)
    {
        var larch = Larch();
        output.WriteLine("| points | E0 | batch | median, µs a scan | p90, µs | allocated, kB a scan | Larch 0.9.58, ms | times faster |");
        output.WriteLine("|---:|---|---:|---:|---:|---:|---:|---:|");
        foreach (var points in Points)
        {
            var spectrum = SyntheticFoil.Spectrum(points);
            var series = new ReductionParameters { E0 = SyntheticFoil.E0, Fourier = Fourier, EstimateNoise = false };
            var alone = series with { E0 = null };
            Row("a new plan", 1, Measure(() => new Reducer(series).Reduce(spectrum), 1));
            foreach (var (e0, parameters) in new[]
            {
                ("fixed", series),
                ("fixed, and the noise estimated", series with { EstimateNoise = true }),
                ("found on each scan", alone),
                ("found, Larch 2026.3.1's clamp", alone with { Compatibility = Compatibility.Larch2026_3_1, Uncertainties = false }),
            })
            {
                foreach (var batch in Batches)
                {
                    var reducer = new Reducer(parameters);
                    var spectra = SyntheticFoil.Noisy(spectrum, batch);
                    Row(e0, batch, Measure(() => reducer.Reduce(spectra), batch));
                }
            }

            void Row(string e0, int batch, (double Median, double P90, double Allocated) m) => output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {points} | {e0} | {batch} | {m.Median:0.0} | {m.P90:0.0} | {m.Allocated / 1000:0} | {larch[points] / 1000:0.0} | {larch[points] / m.Median:0} |"));
        }
    }

    private static (double Median, double P90, double Allocated) Measure(Action action, int batch)
    {
        for (var warm = 0; warm < 3; warm++)
            action();
        var times = new List<double>();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var total = Stopwatch.StartNew();
        while (times.Count < 7 || total.Elapsed < TimeSpan.FromSeconds(1))
        {
            var start = Stopwatch.GetTimestamp();
            action();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds / batch);
        }
        var allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)times.Count / batch;
        times.Sort();
        return (times[times.Count / 2], times[times.Count * 9 / 10], allocated);
    }

    /// <summary>Median of Larch by number of points, µs.</summary>
    private static Dictionary<int, double> Larch()
    {
        var folder = Directory.CreateTempSubdirectory("exafs-benchmark");
        try
        {
            var files = Points.Select(points =>
            {
                var (file, spectrum) = (Path.Combine(folder.FullName, $"{points}.dat"), SyntheticFoil.Spectrum(points));
                File.WriteAllLines(file, spectrum.Energy.Zip(spectrum.Mu, (e, m) => string.Create(CultureInfo.InvariantCulture, $"{e:R} {m:R}")));
                return file;
            });
            var script = Path.Combine(RepositoryFolder.Path, "tests", "Exafs.Benchmarks", "larch_speed.py");
            using var python = Process.Start(new ProcessStartInfo("/usr/bin/python3", [script, .. files]) { RedirectStandardOutput = true })
                ?? throw new InvalidOperationException("/usr/bin/python3 does not start");
            var lines = python.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
            python.WaitForExit();
            return python.ExitCode == 0
                ? lines.Select(line => JsonDocument.Parse(line).RootElement).ToDictionary(l => l.GetProperty("points").GetInt32(), l => l.GetProperty("median_us").GetDouble())
                : throw new InvalidOperationException("Larch did not run: apt-get install python3-xraylarch");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
