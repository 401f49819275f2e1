using Exafs.Physics.Structures;

namespace Exafs.Tests.Physics.Structures;

public sealed class NeighbourListTests
{
    [Theory]
    [InlineData(3.0, 9.0, true)] // images of images
    [InlineData(9.0, 4.0, true)]
    [InlineData(30.0, 4.0, true)] // many bins
    [InlineData(30.0, 4.0, false)]
    public void Of_ASkewedBox_FindsWhatAllPairsFind(double edge, double cutoff, bool periodic)
    {
        var random = new Random(7);
        Cell cell = new(new(edge, 0, 0), new(0.4 * edge, 1.1 * edge, 0), new(-0.3 * edge, 0.2 * edge, 0.9 * edge), periodic, periodic, true);
        var count = edge > 20 ? 300 : 12;
        AtomicStructure structure = AtomicStructure.Of(26, cell, [.. Enumerable.Range(0, count).Select(_ => cell.ToPosition(new(3 * random.NextDouble() - 1, random.NextDouble(), random.NextDouble())))]);

        NeighbourList list = NeighbourList.Of(structure, cutoff);

        var reach = periodic ? 7 : 0;
        for (var i = 0; i < count; i++)
        {
            var expected = new List<double>();
            for (var j = 0; j < count; j++)
                for (var a = -reach; a <= reach; a++)
                    for (var b = -reach; b <= reach; b++)
                        for (var c = -7; c <= 7; c++)
                        {
                            var distance = (structure.Positions[j] + cell.ToPosition(new(a, b, c)) - structure.Positions[i]).Length;
                            if (distance < cutoff && distance > 1e-9) expected.Add(distance);
                        }

            expected.Sort();
            var found = list.Of(i).ToArray();
            Assert.Equal(expected.Count, found.Length);
            for (var n = 0; n < found.Length; n++)
            {
                Assert.Equal(expected[n], found[n].Distance, 1e-9);
                Assert.Equal(found[n].Distance, found[n].Displacement.Length, 1e-12);
            }
        }
    }

    [Fact]
    public void Of_AtomsInAPlaneThatDoesNotRepeat_FindsThem()
    {
        var flat = AtomicStructure.Of(6, Cell.Orthogonal(20, 20, 20, periodic: false), [new(5, 5, 5), new(6.4, 5, 5), new(5, 7, 5)]);

        Assert.Equal([1.4, 2.0], NeighbourList.Of(flat, 3).Of(0).ToArray().Select(n => Math.Round(n.Distance, 9)));
    }
}
