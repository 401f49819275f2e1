using Exafs.Inference.Features;
using Exafs.Physics.Estimates;
using Exafs.Signal;

namespace Exafs.Tests.Inference.Features;

public sealed class TheoryScaleTests
{
    private static readonly TheoryScale Scale = new(7112, 2.6);

    [Theory]
    [InlineData(8.2, 0.8)]
    [InlineData(-3, 1.1)]
    [InlineData(0, 1)]
    public void ToTheory_OfWhatTheoryLooksLikeMeasured_GivesTheoryBack(double deltaE0, double s02)
    {
        var theory = Shell(5);
        var measured = new double[321];
        Scale.ToMeasured(theory, 0.05, deltaE0, s02, measured);
        var back = Scale.ToTheory(new ChiK([.. measured]), new BeamlineCalibration { DeltaE0 = deltaE0, S02 = s02 });

        for (var i = 60; i * 0.05 < TheoryScale.EndOf(16, deltaE0) - 0.2; i++) Assert.Equal(KSquared(theory, i), KSquared(back.AsSpan(), i), 1e-3);
        for (var i = (int)(TheoryScale.EndOf(16, deltaE0) / 0.05) + 2; i < TheoryScale.Points; i++) Assert.Equal(0, back[i]);
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.04)]
    public void ToMeasured_OfOneShell_ShiftsKAndFallsAsAbsorptionDoes(double step)
    {
        var measured = new double[300];
        Scale.ToMeasured(Shell(2.5), step, 8, 0.8, measured);

        foreach (var i in new[] { 100, 155, 290 })
        {
            var k = i * step;
            var shifted = Math.Sqrt((k * k) - (8 / 3.8099821161548597));
            var expected = 0.8 * Math.Pow(1 + (3.8099821161548597 * k * k / 7112), -2.6) * Math.Sin(5 * shifted) / (shifted * shifted);
            Assert.Equal(expected, measured[i], 1e-5 / (k * k));
        }
    }

    [Fact]
    public void ToTheory_OfSpectraTooShortToInterpolate_GivesNothing()
    {
        var theory = new double[TheoryScale.Points];
        Array.Fill(theory, 1);
        Scale.ToTheory([0, 1, 2], 0.05, 0, 1, theory);

        Assert.All(theory, value => Assert.Equal(0, value));
    }

    [Fact]
    public void EndOf_ForE0BelowTheorys_LiesLower()
    {
        Assert.Equal(Math.Sqrt(81 - (8 * Wavenumber.KSquaredPerEnergy)), TheoryScale.EndOf(9, 8), 1e-12);
        Assert.Equal(0, TheoryScale.EndOf(1, 8));
        Assert.Equal(18, TheoryScale.EndOf(25, 8));
    }

    /// <summary>sin(2kR)/k².</summary>
    private static double[] Shell(double distance) =>
        [.. Enumerable.Range(0, TheoryScale.Points).Select(i => i * 0.05).Select(k => k > 1 ? Math.Sin(2 * k * distance) / (k * k) : 0)];

    private static double KSquared(ReadOnlySpan<double> chi, int i) => i * 0.05 * i * 0.05 * chi[i];
}
