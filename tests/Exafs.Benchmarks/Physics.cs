using System.Diagnostics;
using System.Globalization;
using Exafs.Lab.Programs;
using Exafs.Physics.Scattering;
using Exafs.Physics.Structures;
using Exafs.Tests.Physics.Scattering;
using Exafs.Tests.Reference;

namespace Exafs.Benchmarks;

/// <summary>EXAFS of structures by the path engine, and FEFF on a cluster of the same structures in the same run. Time of the processor, one thread; the machine may be busy.</summary>
internal static class Physics
{
    private const int Absorbers = 400, GenericAbsorbers = 24, Structures = 3000, FeffAbsorbers = 200, Clusters = 3;

    public static void Print(TextWriter output)
    {
        output.WriteLine("| 0.1 Å disorder, RPATH 7.2 Å | atoms x frames | tables, s | triangles a second | generic paths a second | structure, s | FEFF, s an absorber | paths of an absorber | deviation of the classes, % | of all, % | chi.dat, % |");
        output.WriteLine("|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        var folder = Directory.CreateTempSubdirectory("exafs-benchmark-").FullName;
        try
        {
            foreach (var crystal in new[] { new FeffCrystal("Fe", "bcc", 2.8665), new FeffCrystal("Cu", "fcc", 3.615) })
                Row(output, folder, crystal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Row(TextWriter output, string folder, FeffCrystal crystal)
    {
        var data = FeffProgram.Scattering(crystal, folder, default);
        var perfect = crystal.Structure == "bcc"
            ? Crystals.Bcc(data.AtomicNumber, crystal.Lattice, 6, 6, 6)
            : Crystals.Fcc(data.AtomicNumber, crystal.Lattice, 5, 5, 5);
        AtomicStructure[] frames = [.. Enumerable.Range(0, 8).Select(frame => perfect.Shaken(0.1, frame))];

        PathEngine engine = null!;
        var tables = Seconds(() => engine = new(data));
        engine.Evaluate(frames, 10, 1, 0, default); // the first call makes its scratch
        PathSum sum = null!;
        var nothing = Median(() => engine.Evaluate(frames, 0, 0, 1, default));
        var triangles = Median(() => engine.Evaluate(frames, Absorbers, 0, 1, default));
        var all = Median(() => sum = engine.Evaluate(frames, Absorbers, GenericAbsorbers, 1, default));
        var evaluated = (sum.Paths.Around / 2) + sum.Paths.ThereAndBack + (sum.Paths.ThroughAbsorber / 2);

        var complete = new PathEngine(data, PathEngineOptions.CutAt(new PathEngineOptions().MaximumHalfLength) with { GenericThreshold = 0 });
        double feffSeconds = 0, paths = 0, classes = 0, whole = 0, printed = 0;
        for (var cluster = 0; cluster < Clusters; cluster++)
        {
            var feff = FeffCluster.Around(frames[cluster], 0, new PathEngineOptions().MaximumHalfLength, folder, data);
            var ours = complete.EvaluateAround(frames[cluster], 0);
            double[] total = [.. feff.K.Select((_, m) => feff.Chi.Sum(kind => kind[m]))];
            double[] tabulated = [.. feff.K.Select((_, m) => feff.Chi[0][m] + feff.Chi[1][m])];
            feffSeconds += feff.Seconds / Clusters;
            paths += (double)feff.Paths / Clusters;
            classes = Math.Max(classes, feff.Deviation([.. ours.Single.Zip(ours.Triangles, (s, t) => s + t)], tabulated, total));
            whole = Math.Max(whole, feff.Deviation([.. ours.Total], total, total));
            printed = Math.Max(printed, feff.Deviation([.. ours.Total], feff.Printed, total));
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {crystal.Element} {crystal.Structure} | {perfect.Count} x {frames.Length} | {tables:0.0} | {evaluated / (triangles - nothing) / 1e6:0.00} M | {sum.Paths.GenericEvaluated / (all - triangles) / 1e3:0.0} k | {all:0.00} | {feffSeconds:0.0} | {paths:0} | {100 * classes:0.00} | {100 * whole:0.00} | {100 * printed:0.00} |"));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"\n{crystal.Element}: a structure is {Absorbers} absorbers for triangles ({evaluated / 1e6:0.00} M evaluated, {triangles - nothing:0.00} s), {GenericAbsorbers} for generic paths ({sum.Paths.GenericEvaluated} of {sum.Paths.Generic / 2} evaluated, {all - triangles:0.00} s, {(all - triangles) / GenericAbsorbers * 1000:0} ms an absorber), neighbours, single scattering and transforms {nothing:0.00} s. {Structures} structures on two cores: {Structures * all / 2 / 3600:0.00} h; FEFF, {FeffAbsorbers} absorbers each: {Structures * FeffAbsorbers * feffSeconds / 2 / 86400:0} days (extrapolated).\n"));
    }

    private static double Median(Action action)
    {
        double[] times = [.. Enumerable.Range(0, 5).Select(_ => Seconds(action)).Order()];
        return times[2];
    }

    private static double Seconds(Action action)
    {
        using var process = Process.GetCurrentProcess();
        process.Refresh();
        var before = process.TotalProcessorTime;
        action();
        process.Refresh();
        return (process.TotalProcessorTime - before).TotalSeconds;
    }
}
