using Exafs.Inference.Decomposition;
using Exafs.Inference.Features;
using Exafs.Signal;

namespace Exafs.Tests.Inference.Decomposition;

public sealed class SpectralMetricTests
{
    [Theory]
    [InlineData(9.0)]
    [InlineData(12.4)]
    [InlineData(16.0)]
    public void Multiply_OfASpectrum_IsTheSumOfSquaresOfItsTransform(double kmax)
    {
        var parameters = new DecompositionParameters { EdgeEnergy = 7112 };
        var random = new Random(1);
        double[] chi = [.. Enumerable.Range(0, TheoryScale.Points).Select(_ => random.NextDouble() - 0.5)];
        var transform = new ForwardTransform(new() { KMin = 3, KMax = kmax - 0.5, Dk = 1, Window = WindowKind.Hanning, RMaxOut = 6 }, 2, chi.Length, TheoryScale.KStep, 2048);
        var (re, im) = (new double[transform.R.Length], new double[transform.R.Length]);
        transform.Apply(chi, re, im);
        var expected = Enumerable.Range(0, re.Length).Where(n => transform.R[n] is >= 1.2 and <= 5.2).Sum(n => (re[n] * re[n]) + (im[n] * im[n]));

        var metric = new SpectralMetric(parameters, kmax);
        var own = chi.AsSpan(metric.First, metric.Points);
        var from = new double[metric.Points];
        metric.Multiply(own, from);

        var sum = 0.0;
        for (var i = 0; i < from.Length; i++) sum += from[i] * own[i];
        Assert.Equal(1, sum / expected, 1e-9);
    }
}
