using Exafs.Inference.Networks;
using Exafs.Inference.Targets;

namespace Exafs.Tests.Inference.Networks;

public sealed class OutputLayoutTests
{
    private static readonly OutputLayout s_layout = OutputLayout.Standard;
    private static readonly QuantityScale s_scale = new([.. Enumerable.Repeat(10.0, 14)], [.. Enumerable.Repeat(2.0, 14)]);

    [Fact]
    public void Standard_HasAPlaceForEveryNumber()
    {
        Assert.Equal((211, 14, 4), (s_layout.Bins, s_layout.Quantities, s_layout.Phases));
        Assert.Equal(458, s_layout.Count);
        Assert.Equal([0, 211, 422, 436, 450, 454], [OutputLayout.Bin, s_layout.BinLogSigma, s_layout.Quantity, s_layout.QuantityLogSigma, s_layout.Phase, s_layout.PhaseLogSigma]);
    }

    [Fact]
    public void Read_OfZeros_GivesWhatTheFormulasGiveAtZero()
    {
        var reading = Read(_ => 0);

        Assert.All(reading.Neighbours, g => Assert.Equal(Math.Log(2), g, 1e-12));
        Assert.All(reading.NeighboursSigma, sigma => Assert.Equal(1, sigma));
        Assert.All(reading.Quantities, value => Assert.Equal(10, value));
        Assert.All(reading.QuantitiesSigma, sigma => Assert.Equal(2, sigma));
        Assert.All(reading.Phases, fraction => Assert.Equal(0.25, fraction));
    }

    [Theory]
    [InlineData(1e30f)]
    [InlineData(-1e30f)]
    [InlineData(90f)]
    [InlineData(-90f)]
    public void Read_OfExtremes_StaysFiniteAndWithinWhatCanBe(float raw)
    {
        var reading = Read(i => i is >= 422 and < 436 ? 1 : raw);

        Assert.All(reading.Neighbours, g => Assert.True(g >= 0 && double.IsFinite(g)));
        Assert.All(reading.NeighboursSigma, sigma => Assert.InRange(sigma, Math.Exp(-7), Math.Exp(5)));
        Assert.Equal(1, reading.Phases.Sum(), 1e-12);
    }

    [Fact]
    public void Read_OfOneLargeLogit_GivesThatPhaseAlone()
    {
        var reading = Read(i => i == 451 ? 50 : 0);

        Assert.Equal(1, reading.Phases[1], 1e-9);
    }

    private static OutputReading Read(Func<int, float> raw)
    {
        var reading = new OutputReading(s_layout);
        s_layout.Read([.. Enumerable.Range(0, s_layout.Count).Select(raw)], s_scale, reading);
        return reading;
    }
}
