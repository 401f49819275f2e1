using Exafs.Signal;

namespace Exafs.Tests.Signal;

public class MonochromatorTests
{
    private const double Si111 = 3.1356;

    [Fact]
    public void Energy_ThirtyDegrees_IsHcOverD() =>
        Assert.Equal(Monochromator.PlanckTimesLightSpeed / Si111, Monochromator.Energy(30, Si111), 1e-9);

    [Theory]
    [InlineData(5000)]
    [InlineData(8979)]
    [InlineData(24350)]
    public void Angle_ThenEnergy_ReturnsTheEnergy(double energy) =>
        Assert.Equal(energy, Monochromator.Energies([Monochromator.Angle(energy, Si111)], Si111)[0], 1e-8);

    [Theory]
    [InlineData(0, Si111)]
    [InlineData(-10, Si111)]
    [InlineData(91, Si111)]
    [InlineData(double.NaN, Si111)]
    [InlineData(10, 0)]
    public void Energy_ImpossibleAngleOrCrystal_IsNotANumber(double angle, double dSpacing) =>
        Assert.True(double.IsNaN(Monochromator.Energy(angle, dSpacing)));
}
