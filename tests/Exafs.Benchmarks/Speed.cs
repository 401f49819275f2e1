using System.Diagnostics;
using System.Globalization;
using Exafs.Signal;

namespace Exafs.Benchmarks;

/// <summary>The whole chain E0 → χ(R), one thread: spectra alone and in batches, as points and scans grow. One JSON object a line, for tests/Exafs.Benchmarks/run.</summary>
internal static class Speed
{
    private static readonly FourierParameters Fourier = new() { KMin = 3, KMax = 12, Dk = 4 };

    public static void Print(TextWriter output)
    {
        foreach (var points in new[] { 500, 2000, 10_000 })
        {
            var spectrum = SyntheticFoil.Spectrum(points);
            var fixedE0 = new ReductionParameters { E0 = SyntheticFoil.E0, Fourier = Fourier };
            var found = fixedE0 with { E0 = null };
            Line(output, "plan", points, 1, fixedE0, () => new Reducer(fixedE0).Reduce(spectrum));
            foreach (var (name, parameters) in new[] { ("fixed", fixedE0), ("found", found), ("larch-2026.3.1", found with { Compatibility = Compatibility.Larch2026_3_1 }) })
            {
                foreach (var batch in new[] { 1, 10, 100, 1000 })
                {
                    var reducer = new Reducer(parameters);
                    var spectra = SyntheticFoil.Noisy(spectrum, batch);
                    Line(output, name, points, batch, parameters, () => reducer.Reduce(spectra));
                }
            }
        }
    }

    private static void Line(TextWriter output, string e0, int points, int batch, ReductionParameters parameters, Action action)
    {
        action();
        action();
        var times = new List<double>();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var total = Stopwatch.StartNew();
        while ((times.Count < 5 || total.Elapsed < TimeSpan.FromSeconds(0.7)) && times.Count < 100_000)
        {
            var start = Stopwatch.GetTimestamp();
            action();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds / batch);
        }
        var allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)times.Count / batch;
        times.Sort();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $$"""{"who":"exafs","e0":"{{e0}}","points":{{points}},"batch":{{batch}},"median_us":{{times[times.Count / 2]:0.0}},"p90_us":{{times[times.Count * 9 / 10]:0.0}},"allocated_bytes":{{allocated:0}}}"""));
    }
}
