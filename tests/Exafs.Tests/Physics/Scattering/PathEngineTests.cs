using System.Collections.Immutable;
using System.Numerics;
using Exafs.Physics.Scattering;
using Xunit.Abstractions;

namespace Exafs.Tests.Physics.Scattering;

public sealed class PathEngineTests(ITestOutputHelper output)
{
    private static readonly PathEngineOptions Options = new() { MaximumHalfLength = 5 };
    private static readonly PathTables Tables = new(SmoothAmplitude.K.AsSpan(), SmoothAmplitude.Momentum.AsSpan(), SmoothAmplitude.Evaluate, Options);
    private static readonly PathEngine Engine = new(26, Tables, SmoothAmplitude.Evaluate);

    [Fact]
    public void Evaluate_OfShakenCrystal_IsSumOfItsPaths()
    {
        var structure = Crystals.Iron(3).Shaken(0.1, seed: 1);
        var all = Enumerable.Range(0, structure.Count).Select(atom => BruteForce.Around(structure, atom, 5, SmoothAmplitude.Evaluate, SmoothAmplitude.K.Length)).ToArray();

        var sum = Engine.Evaluate([structure], structure.Count, structure.Count, 0, default);

        Assert.Equal(all.Aggregate(default(PathCounts), (counts, one) => counts + one.Paths), sum.Paths);
        Near(1e-3, sum.Single, [.. all.Select(one => one.Single)]);
        Near(2e-3, sum.Triangles, [.. all.Select(one => one.Triangles)]);
        Near(1e-3, sum.Generic, [.. all.Select(one => one.Generic)]);
    }

    /// <summary>Deviation of k²χ, rms of 3 to 13 Å⁻¹ at the k of the amplitudes, where no interpolation in k enters.</summary>
    private void Near(double tolerance, ImmutableArray<double> chi, Complex[][] brute)
    {
        double deviation = 0, size = 0;
        for (var n = 0; n < SmoothAmplitude.K.Length; n++)
        {
            var k = SmoothAmplitude.K[n];
            if (k is < 3 or > 13) continue;
            var expected = brute.Average(one => one[n].Imaginary);
            var actual = chi[(int)Math.Round(k / 0.05)];
            deviation += k * k * k * k * (actual - expected) * (actual - expected);
            size += k * k * k * k * expected * expected;
        }

        output.WriteLine($"{Math.Sqrt(deviation / size):e2}");
        Assert.True(Math.Sqrt(deviation / size) < tolerance, $"{Math.Sqrt(deviation / size):e2}");
    }
}
