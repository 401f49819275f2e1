using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using Exafs.Physics.Scattering;
using Exafs.Tests.Reference;
using Vector = Exafs.Physics.Structures.Vector;

namespace Exafs.Benchmarks;

/// <summary>µs per path of the curved-wave evaluation, by the number of legs: each path by itself, and in the order of a tree, where only the last atom changes.</summary>
internal static class Paths
{
    private const int Count = 2000;

    public static void Print(TextWriter output)
    {
        using var file = File.OpenRead(Path.Combine(RepositoryFolder.Path, "config", "packs", "fe", "scattering.safetensors"));
        var data = ScatteringFile.Read(file);
        output.WriteLine("| path | k | µs each by itself | µs only the last atom changed | of it exp(ipr) |");
        output.WriteLine("|---|---:|---:|---:|---:|");
        foreach (var (from, to) in new[] { (1.8, 15.0), (0.0, 20.0) })
        {
            var paths = new RehrAlbers(data, data.Between(from, to));
            foreach (var legs in new[] { 2, 3, 4, 5 })
            {
                var random = new Random(legs);
                var alone = Enumerable.Range(0, Count).Select(_ => Random(random, legs - 1)).ToArray();
                Vector[][] tree = [.. alone.Select(path => (Vector[])[.. alone[0][..^1], path[^1]])];
                var chi = new Complex[paths.K.Length];
                var (first, second, rest) = (Fastest(alone, path => paths.Amplitude(path, chi)), Fastest(tree, path => paths.Amplitude(path, chi)), Fastest(tree, path => paths.Evaluate(path, chi)));
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {legs} legs | {paths.K.Length} | {first:0.0} | {second:0.0} | {rest - second:0.0} |"));
            }
        }
    }

    private static Vector[] Random(Random random, int atoms)
    {
        var path = new Vector[atoms];
        for (var i = 0; i < atoms; i++) path[i] = new Vector(2.5 * (i + 1), 0, 0) + new Vector(random.NextDouble(), 2 * random.NextDouble(), 3 * random.NextDouble());
        return path;
    }

    private static double Fastest(Vector[][] paths, Action<Vector[]> evaluate)
    {
        var fastest = double.MaxValue;
        for (var repeat = 0; repeat < 15; repeat++)
        {
            var start = Stopwatch.GetTimestamp();
            foreach (var path in paths) evaluate(path);
            fastest = Math.Min(fastest, Stopwatch.GetElapsedTime(start).TotalMicroseconds / paths.Length);
        }

        return fastest;
    }
}
