using System.Diagnostics;
using System.Globalization;
using Exafs.Inference.Features;
using Exafs.Inference.Networks;
using Exafs.Inference.Packs;
using Exafs.Physics.Estimates;
using Exafs.Tests.Inference.Packs;
using Exafs.Tests.Reference;

namespace Exafs.Benchmarks;

/// <summary>The networks of a pack, and the estimator over them, alone and in batches, on each engine that runs here; as a table. One thread. Time of the processor tells what the work costs though the machine is busy; the clock tells what one waits.</summary>
internal static class Inference
{
    private static readonly string[] Engines = ["managed", "torch:cpu", "torch:cuda:0"];
    private static readonly int[] Batches = [1, 32, 256, 1024];

    public static void Print(TextWriter output)
    {
        var folder = Path.Combine(RepositoryFolder.Path, "config/packs/fe");
        var trained = File.Exists(Path.Combine(folder, PackManifest.FileName));
        var pack = trained ? ModelPack.Load(folder) : RandomPack.InMemory(hidden: 512, depth: 2, members: 5);
        var shape = pack.Manifest.Network;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{(trained ? "The pack config/packs/fe" : "Random networks, seeded")}: {pack.Members.Length} × {shape.Kind} of {NetworkParameter.Of(shape).Sum(parameter => (long)parameter.Count) / 1e6:0.00} million weights, {shape.Inputs} inputs, {shape.Outputs} outputs, hidden {shape.Hidden}, depth {shape.Depth}."));
        output.WriteLine();
        output.WriteLine("| engine | batch | one network, µs a scan: processor | clock, median | GFLOP/s of the processor | all members: processor | clock | χ(k) to estimate: processor | clock | clock, p99 |");
        output.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var name in Engines)
        {
            try
            {
                foreach (var batch in Batches) Row(output, pack, NetworkEngine.Parse(name), batch);
            }
            catch (NotSupportedException absent)
            {
                output.WriteLine($"| {name} | {absent.Message.Split('\n')[0]} | | | | | | | | |");
            }
        }
    }

    private static void Row(TextWriter output, ModelPack pack, NetworkEngine engine, int batch)
    {
        var members = pack.Members.Select(engine.Load).ToArray();
        var shape = pack.Manifest.Network;
        var random = new Random(1);
        float[] inputs = [.. Enumerable.Range(0, batch * shape.Inputs).Select(_ => (float)random.NextDouble())], outputs = new float[batch * shape.Outputs];
        var one = Measure(() => members[0].Forward(inputs, batch, outputs), batch);
        var all = Measure(
            () =>
            {
                foreach (var member in members) member.Forward(inputs, batch, outputs);
            },
            batch);
        using var estimator = new NetworkEstimator(pack, members, new BeamlineCalibration { DeltaE0 = 8, S02 = 0.8 }, pack.Forward is { } forward ? engine.Load(forward) : null);
        ChiK[] spectra = [.. Enumerable.Range(0, batch).Select(i => Spectrum(2.4 + (0.2 * i / batch)))];
        var estimates = Measure(() => estimator.Estimate(spectra), batch);
        var operations = 2.0 * NetworkParameter.Of(shape).Where(parameter => parameter.Shape.Length == 2).Sum(parameter => (long)parameter.Count);
        // Of a convolution a weight is used at many points: no count for those.
        var speed = shape.Kind == NetworkKind.Mlp ? (operations / one.Processor / 1000).ToString("0", CultureInfo.InvariantCulture) : "";
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {engine} | {batch} | {one.Processor:0.0} | {one.Median:0.0} | {speed} | {all.Processor:0.0} | {all.Median:0.0} | {estimates.Processor:0.0} | {estimates.Median:0.0} | {estimates.P99:0.0} |"));
    }

    private static ChiK Spectrum(double r) => new([.. Enumerable.Range(0, 281).Select(i => i * 0.05).Select(k => Math.Exp(-0.01 * k * k) * Math.Sin(2 * k * r))]) { E0 = 7112 };

    private static (double Processor, double Median, double P99) Measure(Action action, int batch)
    {
        for (var warm = 0; warm < 5; warm++) action();
        var times = new List<double>();
        var total = Stopwatch.StartNew();
        var before = Environment.CpuUsage.TotalTime;
        while (times.Count < 20 || total.Elapsed < TimeSpan.FromSeconds(1))
        {
            var start = Stopwatch.GetTimestamp();
            action();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds / batch);
        }

        var processor = (Environment.CpuUsage.TotalTime - before).TotalMicroseconds / times.Count / batch;
        times.Sort();
        return (processor, times[times.Count / 2], times[(int)(0.99 * (times.Count - 1))]);
    }
}
