using System.Collections.Immutable;
using Exafs.Signal;

namespace Exafs.Tests.Pipeline;

/// <summary>Scans of a made-up copper foil in transmission: an edge, one shell at 2.2 Å, a seeded noise.</summary>
public static class Synthetic
{
    public const double E0 = 8979;

    public static readonly ImmutableArray<double> Energy = [.. Enumerable.Range(0, 400).Select(i => 8800 + (i * 2.5))];

    public static double Mu(double energy)
    {
        var k = energy > E0 ? Math.Sqrt((energy - E0) / 3.81) : 0;
        var step = 0.5 + (Math.Atan((energy - E0) / 2) / Math.PI);
        return 1 - ((energy - E0) / 5000) + (step * (1 + (0.4 * Math.Sin(2 * k * 2.2) * Math.Exp(-0.01 * k * k) / (1 + k))));
    }

    public static Scan Scan(int number = 1, string run = "run", double noise = 1e-4, int? points = null, ScanProgress progress = ScanProgress.Complete)
    {
        var random = new Random(number);
        var energy = points is { } n ? Energy[..n] : Energy;
        ImmutableArray<double> i0 = [.. energy.Select((_, i) => 1e6 * (1 + (0.1 * Math.Sin(i / 100.0))))];
        return new Scan
        {
            RunId = run,
            ScanId = $"{number}",
            Sequence = number,
            Element = "Cu",
            Edge = "K",
            Progress = progress,
            Energy = energy,
            I0 = i0,
            ITrans = [.. energy.Select((e, i) => i0[i] * Math.Exp(-Mu(e) - (noise * Normal(random))))],
            StartTime = DateTime.UnixEpoch.AddSeconds(number),
            EndTime = DateTime.UnixEpoch.AddSeconds(number + 0.5),
        };
    }

    public static IEnumerable<Scan> Scans(int count) => Enumerable.Range(1, count).Select(number => Scan(number));

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
