using Exafs.Physics.Structures;
using FsCheck;
using FsCheck.Fluent;

namespace Exafs.Tests.Physics.Structures;

public sealed class CommonNeighbourAnalysisTests
{
    [Theory]
    [InlineData("bcc", 2.87, 3.46, LocalStructure.Bcc)]
    [InlineData("fcc", 3.6, 3.07, LocalStructure.Fcc)]
    [InlineData("hcp", 2.5, 3.0, LocalStructure.Hcp)]
    public void Classify_APerfectCrystal_NamesAllAtoms(string name, double a, double radius, LocalStructure expected)
    {
        AtomicStructure crystal = CrystalsTests.Lattice(name, a);

        Assert.All(CommonNeighbourAnalysis.Classify(crystal), found => Assert.Equal(expected, found));
        Assert.All(CommonNeighbourAnalysis.Classify(crystal, radius), found => Assert.Equal(expected, found));
    }

    [Theory]
    [InlineData("bcc", 2.87, 0.07, LocalStructure.Bcc)]
    [InlineData("fcc", 3.6, 0.07, LocalStructure.Fcc)]
    [InlineData("hcp", 2.5, 0.07, LocalStructure.Hcp)]
    public void Classify_AHotCrystal_StillNamesMostAtoms(string name, double a, double u, LocalStructure expected)
    {
        var found = CommonNeighbourAnalysis.Classify(CrystalsTests.Lattice(name, a).Shaken(u, new Random(1)));

        Assert.InRange(found.Count(one => one == expected) / (double)found.Length, 0.9, 1);
    }

    [Theory]
    [InlineData(0.7)]
    [InlineData(1.6)]
    public void Classify_AnyDensity_NeedsNoRadius(double scale)
    {
        Assert.All(CommonNeighbourAnalysis.Classify(Crystals.Bcc(26, 2.87, 4, 4, 4).Scaled(scale)), found => Assert.Equal(LocalStructure.Bcc, found));
        Assert.All(CommonNeighbourAnalysis.Classify(Crystals.Fcc(29, 3.6, 4, 4, 4).Scaled(scale)), found => Assert.Equal(LocalStructure.Fcc, found));
    }

    [Fact]
    public void Classify_AlongTheBainPath_GoesFromBccToFccOnce()
    {
        // A tetragonal cell of two atoms: c/a = 1 is bcc, c/a = √2 is fcc.
        LocalStructure At(double ratio) => CommonNeighbourAnalysis.Classify(
            Crystals.Repeat(26, new(2.8, 2.8, 2.8 * ratio), [new(0, 0, 0), new(0.5, 0.5, 0.5)], 4, 4, 4)).Distinct().Single();

        LocalStructure[] path = [.. Enumerable.Range(0, 43).Select(i => At(1 + (0.01 * i)))];

        Assert.Equal(LocalStructure.Bcc, path[0]);
        Assert.Equal(LocalStructure.Fcc, path[^2]);
        Assert.DoesNotContain(LocalStructure.Hcp, path);
        Assert.True(Array.LastIndexOf(path, LocalStructure.Bcc) < Array.IndexOf(path, LocalStructure.Fcc));
        Assert.InRange(Array.LastIndexOf(path, LocalStructure.Bcc), 5, 20);
    }

    [Fact]
    public void Classify_AnIcosahedron_FindsItsCentre()
    {
        var found = CommonNeighbourAnalysis.Classify(Nanoparticles.Icosahedron(29, 2.55, 1));

        Assert.Equal(LocalStructure.Icosahedral, found[0]);
        Assert.All(found.Skip(1), atom => Assert.Equal(LocalStructure.Other, atom));
    }

    [Fact]
    public void Classify_ALargeIcosahedron_IsTwentyTetrahedraOfFccWithTwinsBetween()
    {
        var found = CommonNeighbourAnalysis.Classify(Nanoparticles.Icosahedron(29, 2.55, 5));

        Assert.Equal(1, found.Count(atom => atom == LocalStructure.Icosahedral));
        // Inside the faces: one atom in the fourth shell of each tetrahedron; on its walls, the 30 planes between two of them, 1 + 2 + 3 a plane.
        Assert.Equal(20 * 4, found.Count(atom => atom == LocalStructure.Fcc));
        Assert.Equal(30 * 6, found.Count(atom => atom == LocalStructure.Hcp));
    }

    [Fact]
    public void Classify_AStackingFault_IsTwoPlanesOfHcp()
    {
        // Planes of a triangular lattice on each other, ABCABC|BCABCABC…: nine of fcc after one step back.
        const double A = 2.55;
        int[] stack = [0, 1, 2, 0, 1, 2, 1, 2, 0, 1, 2, 0, 1, 2];
        var basis = stack.SelectMany((where, plane) => new[] { 0.0, 0.5 }.Select(side =>
            new Vector((0.5 * where + side) % 1, ((where / 6.0) + side) % 1, (plane + 0.0) / stack.Length)));
        AtomicStructure crystal = Crystals.Repeat(29, new(A, Math.Sqrt(3) * A, stack.Length * A * Math.Sqrt(2.0 / 3)), [.. basis], 5, 3, 1);

        var found = CommonNeighbourAnalysis.Classify(crystal);

        Assert.Equal(2 * 2 * 15, found.Count(one => one == LocalStructure.Hcp));
        Assert.Equal(12 * 2 * 15, found.Count(one => one == LocalStructure.Fcc));
    }

    [Fact]
    public void Classify_AGas_FindsNothing()
    {
        var found = CommonNeighbourAnalysis.Classify(Shaking.Gas(500, 18, new Random(2)));

        Assert.InRange(found.Count(one => one != LocalStructure.Other), 0, 5);
    }

    [Fact]
    public void Classify_TwoAtoms_AreNoCrystal() =>
        Assert.Equal([LocalStructure.Other, LocalStructure.Other],
            CommonNeighbourAnalysis.Classify(AtomicStructure.Of(26, Cell.Orthogonal(30, 30, 30, false), [new(0, 0, 0), new(2, 0, 0)])).AsEnumerable());

    [Fact]
    public void Classify_MovedTurnedOrDoubled_IsTheSame()
    {
        AtomicStructure crystal = Crystals.Bcc(26, 2.87, 4, 4, 4).Shaken(0.19, new Random(5));
        var expected = CommonNeighbourAnalysis.Classify(crystal);
        Assert.InRange(expected.Count(one => one == LocalStructure.Bcc), 20, 120);
        Gen<double> number = Gen.Choose(-1000, 1000).Select(n => n / 100.0);

        Prop.ForAll(number.Four().ToArbitrary(), four =>
        {
            var (x, y, z, angle) = four;
            AtomicStructure other = crystal.Moved(new(x, y, z)).Wrapped().Turned(new(1 + x, y, z + 0.1), angle);
            return expected.SequenceEqual(CommonNeighbourAnalysis.Classify(other.Doubled()).Take(crystal.Count));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(15));
    }
}
