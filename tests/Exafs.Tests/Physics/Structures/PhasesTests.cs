using Exafs.Physics.Structures;

namespace Exafs.Tests.Physics.Structures;

public sealed class PhasesTests
{
    [Theory]
    [InlineData("bcc", 2.87, PhaseLabel.Bcc)]
    [InlineData("fcc", 3.6, PhaseLabel.Fcc)]
    [InlineData("hcp", 2.5, PhaseLabel.Hcp)]
    public void Of_ACrystalNearItsMeltingPoint_NamesIt(string name, double a, PhaseLabel expected)
    {
        // √⟨u²⟩ is a tenth of the nearest distance.
        PhaseVerdict verdict = Phases.Of(CrystalsTests.Lattice(name, a).Frames(16, 0.25 / Math.Sqrt(3), seed: 3));

        Assert.Equal(expected, verdict.Label);
        Assert.InRange(verdict.Crystalline, 0.9, 1);
        Assert.InRange(verdict.MeanSquareDisplacement, 0.01, 0.05);
    }

    [Fact]
    public void Of_AtomsThatWander_IsALiquid()
    {
        var random = new Random(4);
        var frames = new List<AtomicStructure> { Crystals.Bcc(26, 2.87, 4, 4, 4).Shaken(0.5, random) };
        for (var f = 0; f < 20; f++) frames.Add(frames[^1].Shaken(0.25, random).Wrapped());

        Assert.Equal(PhaseLabel.Liquid, Phases.Of(frames).Label);
    }

    [Fact]
    public void Of_DisorderThatStays_IsDisordered()
    {
        AtomicStructure glass = Crystals.Bcc(26, 2.87, 4, 4, 4).Shaken(0.5, new Random(4));

        Assert.Equal(PhaseLabel.Disordered, Phases.Of(glass.Frames(10, 0.1, seed: 5)).Label);
        PhaseVerdict one = Phases.Of([glass]);
        Assert.Equal(PhaseLabel.Disordered, one.Label);
        Assert.True(double.IsNaN(one.MeanSquareDisplacement));
    }

    [Fact]
    public void Of_OneHalfOfEach_IsMixed()
    {
        // Faults everywhere: planes A B A C …
        AtomicStructure dhcp = Crystals.Repeat(26, new(2.5, 2.5 * Math.Sqrt(3), 4 * 2.5 * Math.Sqrt(2.0 / 3)),
            [.. new[] { 0, 1, 0, 2 }.SelectMany((where, plane) => new[] { 0.0, 0.5 }.Select(side => new Vector((0.5 * where + side) % 1, ((where / 6.0) + side) % 1, plane / 4.0)))], 5, 3, 2);

        PhaseVerdict verdict = Phases.Of(dhcp.Frames(8, 0.05, seed: 1));

        Assert.Equal(PhaseLabel.Mixed, verdict.Label);
        Assert.Equal(0.5, verdict.Fcc, 0.02);
        Assert.Equal(0.5, verdict.Hcp, 0.02);
    }

    [Fact]
    public void Of_PartsOfARunThatChanges_NameBothPhases()
    {
        AtomicStructure[] frames = [.. Crystals.Repeat(26, new(2.8, 2.8, 2.8 * Math.Sqrt(2)), [new(0, 0, 0), new(0.5, 0.5, 0.5)], 4, 4, 4).Frames(8, 0.06, seed: 1), .. Crystals.Bcc(26, 2.87, 4, 4, 4).Frames(8, 0.06, seed: 2)];

        Assert.Equal([PhaseLabel.Fcc, PhaseLabel.Bcc], Phases.Of(frames, 2).Select(v => v.Label));
        Assert.Throws<ArgumentOutOfRangeException>(() => Phases.Of(frames, 17));
    }

    [Fact]
    public void Of_AParticle_JudgesItsInside()
    {
        PhaseVerdict verdict = Phases.Of(Nanoparticles.Cuboctahedron(29, 3.6, 3).Frames(10, 0.08, seed: 1));

        Assert.Equal(PhaseLabel.Fcc, verdict.Label);
        Assert.Equal(55, verdict.Judged);
        Assert.Equal(PhaseLabel.Bcc, Phases.Of(Nanoparticles.Sphere(Crystals.Bcc(26, 2.87, 1, 1, 1), 9).Frames(10, 0.08, seed: 1)).Label);
    }
}
