using Exafs.Inference.Targets;
using Exafs.Physics.Libraries;

namespace Exafs.Tests.Inference.Targets;

public sealed class TargetGridTests
{
    private static readonly double[] R = [.. Enumerable.Range(0, 326).Select(i => 1.5 + (0.02 * i))];

    [Fact]
    public void NeighboursOf_ASet_AreThoseFromOnePointEightToSix()
    {
        var set = Set(R);
        var g = TargetGrid.NeighboursOf(set, 0);

        Assert.Equal((211, 1.8, 6.0), (TargetGrid.Count, TargetGrid.Grid.R[0], Math.Round(TargetGrid.Grid.R[^1], 9)));
        Assert.Equal((1.8f, 6f), (g[0], g[^1]));
    }

    [Fact]
    public void OffsetIn_ASetOfOtherDistances_IsRefused()
    {
        Assert.Throws<InvalidDataException>(() => TargetGrid.OffsetIn(Set([.. R.Take(200)])));
        Assert.Throws<InvalidDataException>(() => TargetGrid.OffsetIn(Set([.. R.Select(r => r + 0.01)])));
    }

    [Fact]
    public void Phases_OfAParticle_AreThoseOfItsAtoms()
    {
        var phases = PhaseTargets.Of(Set(R));

        Assert.Equal(["bcc", "fcc", "hcp", "disordered"], PhaseTargets.Names.ToArray());
        Assert.Equal([0.5, 0.1, 0.05, 0.35], phases.Select(share => Math.Round(share, 6)));
    }

    [Fact]
    public void Quantities_OfASet_AreItsLabels()
    {
        var row = Quantities.Of(Set(R));

        Assert.Equal([10.5, 0.08, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], row.Select(value => Math.Round(value, 6)));
    }

    /// <summary>One particle whose radial distribution is R itself.</summary>
    private static StructureSet Set(double[] r) => StructureSet.Of(
        new StructureSample
        {
            Chi = [0, 0],
            ChiGeneric = [0, 0],
            NeighboursPerAngstrom = [.. r],
            Run = 0,
            Potential = 0,
            Phase = 5,
            Split = LibrarySplit.Training,
            TemperatureKelvin = 300,
            Lattice = double.NaN,
            Density = 0.08,
            Within32 = 10.5,
            Shells = [.. Enumerable.Range(1, 12).Select(i => (double)i)],
            LocalStructure = [0.3, 0.1, 0.05, 0.5, 0.05],
            Frames = 1,
            Scale = 1,
            DisplacementFactor = 1,
            Disorder = 0,
        },
        [0, 1], r);
}
