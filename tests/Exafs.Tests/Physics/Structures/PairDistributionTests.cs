using Exafs.Physics.Structures;
using FsCheck;
using FsCheck.Fluent;

namespace Exafs.Tests.Physics.Structures;

public sealed class PairDistributionTests
{
    private static readonly RadialGrid s_grid = RadialGrid.Between(1.5, 8, 0.05);

    [Theory]
    [InlineData("bcc", 2.8665, 3.4, 14)]
    [InlineData("bcc", 2.8665, 4.4, 26)]
    [InlineData("fcc", 3.615, 3.0, 12)]
    [InlineData("fcc", 3.615, 4.1, 18)]
    [InlineData("hcp", 2.5, 3.0, 12)]
    public void Of_APerfectCrystal_CountsItsNeighbours(string lattice, double a, double to, int neighbours)
    {
        var distribution = PairDistribution.Of([CrystalsTests.Lattice(lattice, a, 3)], s_grid);

        Assert.Equal(neighbours, distribution.CoordinationNumber(0, to), 1e-9);
    }

    [Fact]
    public void Of_AnySystem_SumsToThePairsWithinTheGrid()
    {
        var frames = Crystals.Bcc(26, 2.87, 4, 4, 4).Frames(5, 0.1, seed: 1);

        var distribution = PairDistribution.Of(frames, s_grid);

        var pairs = frames.Sum(frame => NeighbourList.Of(frame, s_grid.Upper).Entries.Count(n => n.Distance >= s_grid.Lower));
        Assert.Equal((double)pairs / frames.Sum(f => f.Count), distribution.NeighboursPerAngstrom.Sum() * s_grid.Step, 1e-9);
    }

    [Fact]
    public void G_OfAnIdealGas_IsOneWithinItsCounts()
    {
        var random = new Random(3);
        AtomicStructure[] frames = [.. Enumerable.Range(0, 10).Select(_ => Shaking.Gas(1000, 25, random))];

        var distribution = PairDistribution.Of(frames, s_grid);

        Assert.Equal(1000 / Math.Pow(25, 3), distribution.NumberDensity, 1e-12);
        var g = distribution.G;
        for (var i = 0; i < s_grid.Count; i++)
        {
            // Pairs come twice; of so many bins one may lie four deviations off.
            var counts = distribution.NeighboursPerAngstrom[i] / g[i] * s_grid.Step * 10_000;
            Assert.InRange(g[i], 1 - (4.5 * Math.Sqrt(2 / counts)), 1 + (4.5 * Math.Sqrt(2 / counts)));
        }

        Assert.Equal(1, g.Skip(60).Average(), 0.005);
    }

    [Fact]
    public void Of_ElementPairs_InRockSalt_HaveTheirOwnNeighbours()
    {
        AtomicStructure salt = RockSalt(2);

        PairDistribution Between(int? centre, int? neighbour) => PairDistribution.Of([salt], s_grid, centre, neighbour);

        Assert.Equal(6, Between(11, 17).CoordinationNumber(0, 3), 1e-9);
        Assert.Equal(0, Between(11, 11).CoordinationNumber(0, 3), 1e-9);
        Assert.Equal(12, Between(17, 17).CoordinationNumber(0, 4.2), 1e-9);
        Assert.Equal(4 / Math.Pow(5.64, 3), Between(11, 17).NumberDensity, 1e-12);
        PairDistribution[] parts = [Between(11, 11), Between(11, 17), Between(17, 11), Between(17, 17)];
        Assert.Equal(Between(null, null).NeighboursPerAngstrom.Select(n => Math.Round(n, 9)),
            Enumerable.Range(0, s_grid.Count).Select(i => Math.Round(parts.Sum(part => part.NeighboursPerAngstrom[i]) / 2, 9)));
    }

    [Fact]
    public void Of_AParticle_HasNeighboursAndNoDensity()
    {
        var distribution = PairDistribution.Of([Nanoparticles.Cuboctahedron(29, 3.6, 1)], s_grid);

        // 24 edges of 12 atoms around one that touches all of them.
        Assert.Equal((12.0 + (12 * 5)) / 13, distribution.CoordinationNumber(0, 3), 1e-9);
        Assert.True(double.IsNaN(distribution.NumberDensity));
        Assert.All(distribution.G, g => Assert.True(double.IsNaN(g)));
    }

    [Fact]
    public void CoordinationNumber_UpToTheMiddleOfABin_TakesHalfOfIt()
    {
        var distribution = new PairDistribution(new RadialGrid(1, 0.5, 3), [2, 4, 8], 1);

        Assert.Equal((2 * 0.5) + (4 * 0.25), distribution.CoordinationNumber(0, 1.5), 1e-12);
    }

    [Fact]
    public void Of_MovedTurnedOrDoubled_IsTheSame()
    {
        AtomicStructure crystal = Crystals.Fcc(29, 3.6, 3, 3, 3).Shaken(0.1, new Random(5));
        var expected = PairDistribution.Of([crystal], s_grid).NeighboursPerAngstrom;
        Gen<double> number = Gen.Choose(-1000, 1000).Select(n => n / 100.0);

        Prop.ForAll(number.Four().ToArbitrary(), four =>
        {
            var (x, y, z, angle) = four;
            AtomicStructure other = crystal.Moved(new(x, y, z)).Wrapped().Turned(new(1 + x, y, z + 0.1), angle);
            return Same(expected, PairDistribution.Of([angle > 0 ? other : other.Doubled()], s_grid).NeighboursPerAngstrom, crystal.Count);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(15));
    }

    [Theory]
    [InlineData(-0.1, 0.1, 5)]
    [InlineData(1, 0, 5)]
    [InlineData(1, 0.1, 0)]
    [InlineData(1, double.NaN, 5)]
    public void Of_ASenselessGrid_Refuses(double start, double step, int count) =>
        Assert.Throws<ArgumentException>(() => PairDistribution.Of([Crystals.Bcc(26, 2.87, 2, 2, 2)], new RadialGrid(start, step, count)));

    internal static AtomicStructure RockSalt(int cells)
    {
        AtomicStructure sodium = Crystals.Fcc(11, 5.64, cells, cells, cells), chlorine = Crystals.Fcc(17, 5.64, cells, cells, cells).Moved(new(2.82, 0, 0));
        return sodium with { Positions = [.. sodium.Positions, .. chlorine.Positions], AtomicNumbers = [.. sodium.AtomicNumbers, .. chlorine.AtomicNumbers] };
    }

    // A pair on the border of a bin may fall to either side.
    private static bool Same(IReadOnlyList<double> a, IReadOnlyList<double> b, int atoms) =>
        a.Zip(b, (p, q) => Math.Abs(p - q) * s_grid.Step * atoms).All(pairs => pairs <= 2.001);
}
