using Exafs.Lab.Simulate;
using Exafs.Lab.Simulate.Dynamics;

namespace Exafs.Tests.Lab.Simulate;

public sealed class ZhouParametersTests
{
    private static readonly ZhouParameters Copper = TrainingConfig.Load(TrainingConfigs.FileOf("cu")).Potentials["zhou"].Zhou!;

    [Theory]
    [InlineData(0.85)]
    [InlineData(1.15)]
    public void Embedding_WhereItsPiecesMeet_IsContinuous(double part)
    {
        var rho = part * Copper.RhoE;

        Assert.Equal(Copper.Embedding(rho * (1 - 1e-9)), Copper.Embedding(rho * (1 + 1e-9)), 3);
    }

    /// <summary>Copper in its crystal is bound by 3.54 eV, and least energy is at 3.615 Å.</summary>
    [Fact]
    public void Energy_OfCopper_IsLeastAtItsLattice()
    {
        double Energy(double a)
        {
            double pair = 0, density = 0;
            for (var x = -6; x <= 6; x++)
                for (var y = -6; y <= 6; y++)
                    for (var z = -6; z <= 6; z++)
                    {
                        var r = a / 2 * Math.Sqrt((x * x) + (y * y) + (z * z));
                        if ((x + y + z) % 2 != 0 || r == 0 || r > 6) continue;
                        pair += Copper.Pair(r) / 2;
                        density += Copper.Density(r);
                    }

            return pair + Copper.Embedding(density);
        }

        Assert.Equal(-3.54, Energy(3.615), 0.01);
        Assert.Equal(3.615, Enumerable.Range(0, 61).Select(i => 3.585 + (0.001 * i)).MinBy(Energy), 0.004);
    }
}
