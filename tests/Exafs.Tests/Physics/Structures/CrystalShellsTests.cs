using System.Collections.Immutable;
using Exafs.Physics.Structures;

namespace Exafs.Tests.Physics.Structures;

public sealed class CrystalShellsTests
{
    [Theory]
    [MemberData(nameof(CrystalsTests.Lattices), MemberType = typeof(CrystalsTests))]
    public void Of_APerfectCrystal_AreThoseOfTheTextbook(string name, int[] numbers, double[] distances)
    {
        var shells = CrystalShells.Of([CrystalsTests.Lattice(name, 3)], 3 * distances[^1] + 0.1);

        Assert.Equal(numbers, shells.Select(s => (int)s.CoordinationNumber));
        for (var s = 0; s < shells.Length; s++)
        {
            Assert.Equal(3 * distances[s], shells[s].Distance, 1e-9);
            Assert.Equal(0, shells[s].Sigma2, 1e-12);
            Assert.Equal(0, shells[s].ThirdCumulant, 1e-12);
        }
    }

    [Theory]
    [InlineData("bcc", 2.8665, 0.066)] // 300 K
    [InlineData("bcc", 2.8665, 0.14)] // the 8 and the 6 overlap
    [InlineData("fcc", 3.615, 0.09)]
    [InlineData("hcp", 2.55, 0.08)]
    public void Of_IndependentDisplacements_GivesTheirSpreadBack(string name, double a, double u)
    {
        AtomicStructure perfect = CrystalsTests.Lattice(name, a);
        var expected = CrystalShells.Of([perfect], 4.9);

        var shells = CrystalShells.Of(perfect.Frames(40, u, seed: 11), 4.9);

        Assert.Equal(expected.Length, shells.Length);
        foreach (var (shell, still) in shells.Zip(expected))
        {
            // Of the mean of forty frames of the hottest, one pair in a thousand lies beyond the valley at 4.86 Å.
            Assert.Equal(still.CoordinationNumber, shell.CoordinationNumber, 0.05);
            // Along the way 2u², across it 2u² twice: ⟨r⟩ is longer by 2u²/r, and the next order of both is left out here.
            Assert.Equal(still.Distance + (2 * u * u / still.Distance), shell.Distance, 0.0025);
            Assert.InRange(shell.Sigma2 / (2 * u * u), 0.96, 1.04);
        }
    }

    [Fact]
    public void Of_AtomsThatWrapDriftAndABoxThatBreathes_IsWhatAllPairsGive()
    {
        var random = new Random(2);
        AtomicStructure perfect = Crystals.Bcc(26, 2.87, 4, 4, 4);
        AtomicStructure[] frames = [.. Enumerable.Range(0, 12).Select(f => perfect.Shaken(0.08, random).Scaled(1 + (0.01 * Math.Sin(f))).Moved(new(0.4 * f, -0.3 * f, 0.2 * f)))];

        var wrapped = CrystalShells.Of([.. frames.Select(Shaking.Wrapped)], 3.5);
        var shells = CrystalShells.Of(frames, 3.5);

        Assert.Equal(2, shells.Length);
        ImmutableArray<double>[] lengths = [Lengths(perfect, frames, 2.6), Lengths(perfect, frames, 3.0)];
        lengths[1] = lengths[1].RemoveRange(lengths[0]);
        for (var s = 0; s < 2; s++)
        {
            var mean = lengths[s].Average();
            Assert.Equal(mean, shells[s].Distance, 1e-9);
            Assert.Equal(lengths[s].Average(r => (r - mean) * (r - mean)), shells[s].Sigma2, 1e-11);
            Assert.Equal(lengths[s].Average(r => Math.Pow(r - mean, 3)), shells[s].ThirdCumulant, 1e-12);
            Assert.Equal(shells[s].Distance, wrapped[s].Distance, 1e-9);
            Assert.Equal(shells[s].Sigma2, wrapped[s].Sigma2, 1e-11);
            Assert.Equal(shells[s].ThirdCumulant, wrapped[s].ThirdCumulant, 1e-12);
        }
    }

    [Fact]
    public void Of_AVacancy_StaysWithTheShellsOfTheCrystal()
    {
        AtomicStructure crystal = Crystals.Fcc(29, 3.615, 4, 4, 4);
        AtomicStructure holed = AtomicStructure.Of(29, crystal.Cell, crystal.Positions.RemoveAt(100));

        var shells = CrystalShells.Of(holed.Frames(10, 0.07, seed: 4), 4.6);

        Assert.Equal(3, shells.Length);
        Assert.Equal(12 * (1 - (1.0 / 255)), shells[0].CoordinationNumber, 1e-9);
    }

    [Fact]
    public void Of_ElementPairs_AreToldApart()
    {
        AtomicStructure salt = PairDistributionTests.RockSalt(2);

        Assert.Equal([6, 8], CrystalShells.Of([salt], 5, centre: 11, neighbour: 17).Select(s => s.CoordinationNumber));
        Assert.Equal([12], CrystalShells.Of([salt], 5, centre: 11, neighbour: 11).Select(s => s.CoordinationNumber));
        Assert.Throws<ArgumentException>(() => CrystalShells.Of([salt], 5, centre: 26));
    }

    [Fact]
    public void Of_AParticleThatTurns_IsWhatItIsWhenItDoesNot()
    {
        var still = Nanoparticles.Cuboctahedron(29, 3.615, 2).Frames(8, 0.03, seed: 9);
        AtomicStructure[] turning = [.. still.Select((frame, f) => frame with { Positions = frame.Turned(new(1, 2, 3), 0.8 * f).Positions })];

        var expected = CrystalShells.Of(still, 4);
        var shells = CrystalShells.Of(turning, 4);

        Assert.Equal(expected.Length, shells.Length);
        foreach (var (shell, other) in shells.Zip(expected))
        {
            Assert.Equal(other.CoordinationNumber, shell.CoordinationNumber, 1e-9);
            Assert.Equal(other.Distance, shell.Distance, 1e-9);
            Assert.Equal(other.Sigma2, shell.Sigma2, 1e-9);
        }
    }

    /// <summary>All distances, in all frames, of the pairs that are nearer than a radius in the perfect crystal.</summary>
    private static ImmutableArray<double> Lengths(AtomicStructure perfect, AtomicStructure[] frames, double radius)
    {
        var list = NeighbourList.Of(perfect, radius);
        return [.. frames.SelectMany(frame => Enumerable.Range(0, perfect.Count).SelectMany(i => list.Of(i).ToArray().Select(n =>
        {
            Vector image = perfect.Cell.ToFractional(n.Displacement - perfect.Positions[n.Atom] + perfect.Positions[i]);
            return (frame.Positions[n.Atom] + frame.Cell.ToPosition(image) - frame.Positions[i]).Length;
        })))];
    }
}
