using Exafs.Physics.Structures;

namespace Exafs.Tests.Physics.Structures;

public sealed class ElementsTests
{
    [Theory]
    [InlineData("H", 1, 1.008)]
    [InlineData("Fe", 26, 55.845)]
    [InlineData("Cu", 29, 63.546)]
    [InlineData("Ag", 47, 107.87)]
    [InlineData("Ce", 58, 140.12)]
    [InlineData("Pt", 78, 195.08)]
    [InlineData("Au", 79, 196.97)]
    [InlineData("U", 92, 238.03)]
    public void Elements_OfThePeriodicTable_AreWhereTheyBelong(string symbol, int number, double mass)
    {
        Assert.Equal(number, Elements.NumberOf(symbol));
        Assert.Equal(symbol, Elements.SymbolOf(number));
        Assert.Equal(mass, Elements.MassOf(number));
    }

    [Fact]
    public void Elements_AreUnique_AndWeighMoreThanTwoNeighboursBefore()
    {
        Assert.Equal(Elements.Last, Enumerable.Range(1, Elements.Last).Select(Elements.SymbolOf).Distinct().Count());
        Assert.All(Enumerable.Range(3, Elements.Last - 2), z => Assert.True(Elements.MassOf(z) > Elements.MassOf(z - 2)));
        Assert.Equal(0, Elements.NumberOf("Xx"));
        Assert.Equal(0, Elements.NumberOf("fe"));
        Assert.Throws<ArgumentOutOfRangeException>(() => Elements.SymbolOf(0));
    }
}
