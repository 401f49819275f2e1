using Exafs.Physics.Vibrations;

namespace Exafs.Tests.Physics.Vibrations;

public sealed class EffectiveTemperatureTests
{
    private const double Theta = 325;

    [Fact]
    public void Einstein_AtZero_IsHalfOfTheta()
    {
        Assert.Equal(Theta / 2, EffectiveTemperature.Einstein(0, Theta), 12);
        Assert.Equal(Theta / 2, EffectiveTemperature.Einstein(5, Theta), 9);
    }

    [Fact]
    public void Debye_AtZero_IsThreeEighthsOfTheta()
    {
        Assert.Equal(3 * Theta / 8, EffectiveTemperature.Debye(0, Theta), 12);
        // The phonons of T³: their energy is π⁴/5 of T⁴/θ³ k.
        Assert.Equal((3 * Theta / 8) + (Math.Pow(Math.PI, 4) / 5 * Math.Pow(10, 4) / Math.Pow(Theta, 3)), EffectiveTemperature.Debye(10, Theta), 8);
    }

    [Fact]
    public void Both_WhenHot_AreTheTemperature_ButForTheFirstTermOfTheirSeries()
    {
        Assert.Equal(1e5 + (Theta * Theta / 12 / 1e5), EffectiveTemperature.Einstein(1e5, Theta), 6);
        Assert.Equal(1e5 + (Theta * Theta / 20 / 1e5), EffectiveTemperature.Debye(1e5, Theta), 6);
    }

    /// <summary>A copper foil at 10, 50 and 150 K by an example of Larch: θ = 232.9 K, σ² = 3.28, 3.34, 5.04 × 10⁻³ Å².</summary>
    [Theory]
    [InlineData(10, 0.00328)]
    [InlineData(50, 0.00334)]
    [InlineData(150, 0.00504)]
    public void Sigma2_OfCopper_IsWhatLarchFinds(double kelvin, double sigma2) =>
        Assert.Equal(sigma2, EinsteinSpread.Sigma2(kelvin, 232.9, 63.546 / 2), 5);

    [Theory]
    [InlineData(-1, 300)]
    [InlineData(double.NaN, 300)]
    [InlineData(300, 0)]
    public void Both_OfWhatIsNoTemperature_Throw(double kelvin, double theta)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => EffectiveTemperature.Einstein(kelvin, theta));
        Assert.Throws<ArgumentOutOfRangeException>(() => EffectiveTemperature.Debye(kelvin, theta));
    }
}
