using System.Collections.Immutable;
using Exafs.Lab.Simulate.Ensembles;
using Exafs.Physics.Structures;

namespace Exafs.Tests.Lab.Simulate;

/// <summary>Structures drawn from a run: the same for the same name, spread as the recipe says.</summary>
public sealed class EnsembleTests
{
    private static readonly StructuresConfig Recipe = new();

    [Fact]
    public void RandomStream_OfWords_HasFixedNumbers()
    {
        var random = RandomStream.Of("structure", "7", "bcc-0300K", "3");

        // By Python: hashlib.sha256(b"structure\n7\nbcc-0300K\n3\n"), its first 8 bytes as state of SplitMix64.
        Assert.Equal([3958395755664761084ul, 17011519035659823395ul], new[] { random.Next(), random.Next() });
    }

    [Fact]
    public void Gaussian_OfMany_HasMeanZeroAndSpreadOne()
    {
        var random = RandomStream.Of("gauss");
        double[] many = [.. Enumerable.Range(0, 100_000).Select(_ => random.Gaussian())];

        Assert.Equal(0, many.Average(), 0.01);
        Assert.Equal(1, many.Average(x => x * x), 0.02);
        Assert.Equal(3, many.Average(x => x * x * x * x), 0.15);
    }

    [Fact]
    public void Ensembles_OfManyRuns_KeepToTheRecipe()
    {
        Ensemble[] all = [.. from run in Enumerable.Range(0, 100) from index in Enumerable.Range(0, 18) select Ensemble.Of(Recipe, 1, $"run-{run}", index, 27, crystal: true)];
        Ensemble[] changed = [.. all.Where(one => one.Scale != 1)];

        Assert.Equal(100 * 16, changed.Length);
        Assert.All(all, one => Assert.InRange(one.Frames.Length, 8, 16));
        Assert.All(all, one => Assert.Equal(one.Frames.Order().Distinct(), one.Frames));
        Assert.Equal((0, 26), (all.Min(one => one.Frames[0]), all.Max(one => one.Frames[^1])));
        Assert.All(changed, one => Assert.InRange(one.Scale, 0.97, 1.03));
        Assert.Equal(0.5, changed.Count(one => one.DisplacementFactor != 1) / 1600.0, 0.05);
        Assert.All(changed, one => Assert.InRange(one.DisplacementFactor, 0.6, 1.4));
        Assert.Equal(0.4, changed.Count(one => one.Disorder != 0) / 1600.0, 0.05);
        Assert.All(changed, one => Assert.InRange(one.Disorder, 0, 0.055));
        Assert.Equal(all.Length, all.Select(one => one.PathSeed).Distinct().Count());
    }

    [Fact]
    public void Ensemble_OfALiquid_ScalesNoDisplacement() =>
        Assert.All(Enumerable.Range(0, 50), index => Assert.Equal(1, Ensemble.Of(Recipe, 1, "liquid", index, 27, crystal: false).DisplacementFactor));

    [Fact]
    public void Ensemble_WithOtherShares_KeepsItsOtherChoices()
    {
        var one = Ensemble.Of(Recipe, 1, "run", 5, 27, crystal: true);
        var other = Ensemble.Of(Recipe with { DisplacementShare = 0, DisorderShare = 1 }, 1, "run", 5, 27, crystal: true);

        Assert.Equal(one.Frames, other.Frames.AsEnumerable());
        Assert.Equal((one.Scale, one.PathSeed), (other.Scale, other.PathSeed));
    }

    [Fact]
    public void Ensemble_OfFewFrames_TakesAll() => Assert.Equal([0, 1, 2], Ensemble.Of(Recipe, 1, "short", 0, 3, crystal: true).Frames);

    [Fact]
    public void Frames_ScaledAndDisplaced_HaveTheScaledBoxAndSpread()
    {
        var frames = new EnsembleFrames(Vibrating(0.1, 40));
        var plain = new Ensemble([.. Enumerable.Range(0, 40)], 1, 1, 0, ["x"], 0);

        var before = CrystalShells.Of(frames.Of(plain))[0];
        var after = CrystalShells.Of(frames.Of(plain with { Scale = 1.02, DisplacementFactor = 1.4 }))[0];

        Assert.Equal(before.CoordinationNumber, after.CoordinationNumber, 1e-9);
        Assert.Equal(1.02 * before.Distance, after.Distance, 0.01);
        Assert.Equal(before.Sigma2 * Math.Pow(1.02 * 1.4, 2), after.Sigma2, 0.02 * after.Sigma2);
    }

    [Fact]
    public void Frames_Disordered_GainThatSpreadOnTop()
    {
        var frames = new EnsembleFrames(Vibrating(0.05, 40));
        var plain = new Ensemble([.. Enumerable.Range(0, 40)], 1, 1, 0, ["x"], 0);

        var before = CrystalShells.Of(frames.Of(plain))[0];
        var after = CrystalShells.Of(frames.Of(plain with { Disorder = 0.05 }))[0];

        // Both atoms of a pair move: σ² gains 2·0.05².
        Assert.Equal(before.Sigma2 + 0.005, after.Sigma2, 0.0003);
        Assert.Equal(Of(frames, plain with { Disorder = 0.05 }), Of(frames, plain with { Disorder = 0.05 }));
        Assert.NotEqual(Of(frames, plain with { Disorder = 0.05 }), Of(frames, plain with { Disorder = 0.05, DisorderName = ["y"] }));
    }

    private static Vector Of(EnsembleFrames frames, Ensemble ensemble) => frames.Of(ensemble)[3].Positions[5];

    private static ImmutableArray<AtomicStructure> Vibrating(double spread, int count)
    {
        var random = RandomStream.Of("vibrating");
        var crystal = Crystals.Bcc(26, 2.87, 4, 4, 4);
        return [.. Enumerable.Range(0, count).Select(_ => crystal with
        {
            Positions = [.. crystal.Positions.Select(p => p + (new Vector(random.Gaussian(), random.Gaussian(), random.Gaussian()) * spread))],
        })];
    }
}
