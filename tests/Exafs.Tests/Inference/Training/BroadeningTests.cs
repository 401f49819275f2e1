using Exafs.Inference.Features;
using Exafs.Inference.Targets;
using Exafs.Inference.Training;

namespace Exafs.Tests.Inference.Training;

public sealed class BroadeningTests
{
    [Fact]
    public void Apply_OfOneShell_WidensChiAndTargetsAlike()
    {
        var chi = Enumerable.Repeat(1.0, TheoryScale.Points).ToArray();
        var neighbours = Gaussian(0.005);
        var quantities = Enumerable.Range(0, Quantities.Count).Select(i => (double)i).ToArray();
        Broadening.Apply(0.003, chi, neighbours, quantities);

        Assert.Equal(Math.Exp(-2 * 100 * 0.003), chi[200], 1e-12);
        var expected = Gaussian(0.008);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], neighbours[i], 0.02);
        Assert.Equal([0, 1, 2, 3, 4.003, 5, 6, 7, 8.003, 9, 10, 11, 12.003, 13], quantities);
    }

    [Fact]
    public void Apply_OfNothing_ChangesNothing()
    {
        var (chi, neighbours) = (new[] { 1.0, 2 }, Gaussian(0.005));
        Broadening.Apply(0, chi, neighbours, new double[Quantities.Count]);

        Assert.Equal([1.0, 2], chi);
        Assert.Equal(Gaussian(0.005), neighbours);
    }

    /// <summary>Eight neighbours at 2.5 Å.</summary>
    private static double[] Gaussian(double variance) =>
        [.. TargetGrid.Grid.R.Select(r => 8 / Math.Sqrt(2 * Math.PI * variance) * Math.Exp(-0.5 * (r - 2.5) * (r - 2.5) / variance))];
}
