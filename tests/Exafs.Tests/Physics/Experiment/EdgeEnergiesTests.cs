using Exafs.Physics.Experiment;

namespace Exafs.Tests.Physics.Experiment;

public sealed class EdgeEnergiesTests
{
    [Fact]
    public void Of_EdgesThatTheSimulationsHave_AreTheSame() =>
        Assert.All(AbsorptionEdge.Tabulated, edge => Assert.Equal(edge.Energy, EdgeEnergies.Of(edge.Element, edge.Name)));

    [Theory]
    [InlineData("Xx", "K")]
    [InlineData("Fe", "L3")]
    [InlineData(null, "K")]
    [InlineData("Fe", null)]
    public void Of_EdgeThatIsNotThere_IsNull(string? element, string? edge) => Assert.Null(EdgeEnergies.Of(element, edge));
}
