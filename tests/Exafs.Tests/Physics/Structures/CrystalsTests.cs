using Exafs.Physics.Structures;

namespace Exafs.Tests.Physics.Structures;

public sealed class CrystalsTests
{
    public static TheoryData<string, int[], double[]> Lattices => new()
    {
        { "bcc", [8, 6, 12, 24, 8], [Math.Sqrt(0.75), 1, Math.Sqrt(2), Math.Sqrt(2.75), Math.Sqrt(3)] },
        { "fcc", [12, 6, 24], [Math.Sqrt(0.5), 1, Math.Sqrt(1.5)] },
        { "hcp", [12, 6, 2, 18], [1, Math.Sqrt(2), Math.Sqrt(8.0 / 3), Math.Sqrt(3)] },
    };

    [Theory]
    [MemberData(nameof(Lattices))]
    public void PerfectCrystal_HasTheShellsOfTheTextbook(string name, int[] numbers, double[] distances)
    {
        AtomicStructure crystal = Lattice(name, 3);
        NeighbourList list = NeighbourList.Of(crystal, 3 * distances[^1] + 0.1);

        for (var atom = 0; atom < crystal.Count; atom++)
        {
            var shells = list.Of(atom).ToArray().GroupBy(n => Math.Round(n.Distance, 6)).OrderBy(g => g.Key).Take(numbers.Length).ToArray();
            Assert.Equal(numbers, shells.Select(s => s.Count()));
            for (var s = 0; s < shells.Length; s++) Assert.Equal(3 * distances[s], shells[s].Key, 1e-5);
        }
    }

    [Fact]
    public void Builders_OfSenselessSizes_Refuse()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Crystals.Bcc(26, 0, 1, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Crystals.Fcc(26, 3.6, 1, 0, 1));
    }

    /// <summary>Edges: a of bcc and fcc, the nearest neighbours of hcp.</summary>
    internal static AtomicStructure Lattice(string name, double a, int cells = 4) => name switch
    {
        "bcc" => Crystals.Bcc(26, a, cells, cells, cells),
        "fcc" => Crystals.Fcc(26, a, cells, cells, cells),
        "hcp" => Crystals.Hcp(26, a, Math.Sqrt(8.0 / 3) * a, cells, cells, cells),
        _ => throw new ArgumentException(name),
    };
}
