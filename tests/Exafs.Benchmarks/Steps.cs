using System.Diagnostics;
using System.Globalization;
using Exafs.Adapters.ScanV1;
using Exafs.Adapters.Storage;
using Exafs.Pipeline;
using Exafs.Signal;

namespace Exafs.Benchmarks;

/// <summary>The single steps beside the reduction: wire format, rebinning, noise, alignment, store. Median of many, one thread.</summary>
internal static class Steps
{
    public static async Task PrintAsync(TextWriter output)
    {
        var foil = SyntheticFoil.Spectrum(500);
        double[] i0 = [.. Enumerable.Repeat(1e6, 500)];
        var scan = new Scan { RunId = "benchmark", ScanId = "0", Sequence = 0, Energy = foil.Energy, I0 = [.. i0], ITrans = [.. foil.Mu.Select(mu => 1e6 * Math.Exp(-mu))], IRefer = [.. i0] };
        output.WriteLine("| step | µs |");
        output.WriteLine("|---|---:|");
        foreach (var form in Enum.GetValues<ScanV1ArrayForm>())
        {
            var (writer, reader) = (new ScanV1Writer(form), new ScanV1Reader(new ScanV1Limits()));
            var bytes = writer.WriteScan(scan);
            Row($"exafs-scan-v1, 500 points, 4 columns, {form} arrays: write", () => writer.WriteScan(scan));
            Row($"exafs-scan-v1, 500 points, 4 columns, {form} arrays: read", () => reader.Read(bytes));
        }
        Row("counts to µ(E), 500 points", () => Absorption.Of(scan, new AbsorptionParameters { Mode = MeasurementMode.Transmission }));
        foreach (var points in new[] { 2000, 10_000 })
        {
            var dense = SyntheticFoil.Spectrum(points);
            var plan = new RebinPlan(dense.Energy.AsSpan(), SyntheticFoil.E0, new RebinParameters());
            var mu = new double[plan.Energy.Length];
            Row($"rebin {points} points to {mu.Length}, planned", () => plan.Apply(dense.Mu.AsSpan(), mu));
            Row($"rebin {points} points: the plan", () => GC.KeepAlive(new RebinPlan(dense.Energy.AsSpan(), SyntheticFoil.E0, new RebinParameters())));
        }
        var alignment = new Alignment(foil, SyntheticFoil.E0, new AlignmentParameters());
        Row("energy shift against a foil, 500 points", () => alignment.Align(foil));
        var reduction = new Reducer(new ReductionParameters { E0 = SyntheticFoil.E0 }).Reduce(foil).Reduction!;
        var noise = new NoisePlan(reduction.Chi.Length, 0.05, 2048, new NoiseParameters());
        Row("ε_k and ε_R", () => noise.EstimateLevels(reduction.Chi.AsSpan()));
        Row("ε_k, ε_R and the suggested kmax", () => noise.Estimate(reduction.Chi.AsSpan()));
        output.WriteLine();

        output.WriteLine("| store: scans of 500 points in a batch | synchronous | scans a second | KB a scan |");
        output.WriteLine("|---:|---|---:|---:|");
        foreach (var full in new[] { true, false })
            foreach (var batch in new[] { 1, 10, 100, 1000 })
                await StoreAsync(output, scan, reduction, batch, full);

        void Row(string step, Action action) => output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {step} | {Median(action):0.0} |"));
    }

    private static double Median(Action action)
    {
        for (var warm = 0; warm < 50; warm++)
            action();
        var times = new List<double>();
        var total = Stopwatch.StartNew();
        while (total.Elapsed < TimeSpan.FromSeconds(0.5))
        {
            var start = Stopwatch.GetTimestamp();
            action();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        }
        times.Sort();
        return times[times.Count / 2];
    }

    private static async Task StoreAsync(TextWriter output, Scan scan, Reduction reduction, int batch, bool full)
    {
        var folder = Directory.CreateTempSubdirectory("exafs-benchmark");
        var file = Path.Combine(folder.FullName, "store.sqlite");
        var (written, watch) = (0, new Stopwatch());
        using (var store = new SqliteStore(new SqliteStoreOptions { File = file, SurvivePowerLoss = full }))
        {
            while (watch.Elapsed < TimeSpan.FromSeconds(1.5))
            {
                var reports = Enumerable.Range(written, batch).Select(i => new Analyzed(scan with { ScanId = i.ToString(CultureInfo.InvariantCulture), Sequence = i }, reduction)).ToArray();
                watch.Start();
                await store.WriteAsync(reports, CancellationToken.None);
                watch.Stop();
                written += batch;
            }
        }
        var size = new FileInfo(file).Length / 1000.0 / written;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {batch} | {(full ? "full" : "normal")} | {written / watch.Elapsed.TotalSeconds:0} | {size:0.0} |"));
        folder.Delete(recursive: true);
    }
}
