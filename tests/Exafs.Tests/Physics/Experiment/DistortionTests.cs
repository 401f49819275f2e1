using Exafs.Physics.Experiment;
using Exafs.Signal;
using static Exafs.Tests.Physics.Experiment.IronBeamtime;

namespace Exafs.Tests.Physics.Experiment;

/// <summary>What makes a good beam tell a wrong amplitude.</summary>
public class DistortionTests
{
    private static readonly FluorescenceDetector Detector = new() { Elements = 4 };

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.05)]
    public void Measure_Harmonics_ReduceTheAmplitudeByTheClosedForm(double harmonics)
    {
        var sample = Flat with { BackgroundExponent = 0 };
        var beamline = Ideal with { Monochromator = Ideal.Monochromator with { Harmonics = harmonics } };
        var (pure, mixed) = (Ideal.Measure(sample).Mu().Reduce(), beamline.Measure(sample).Mu().Reduce());

        // µ' = −ln((e^−µ + h)/(1 + h)): dµ'/dµ = 1/(1 + h·e^µ), and the step shrinks, too.
        var (below, above) = (sample.Background, sample.Background + sample.EdgeStep);
        var step = Math.Log((Math.Exp(-below) + harmonics) / (Math.Exp(-above) + harmonics));
        var factor = sample.EdgeStep / step / (1 + (harmonics * Math.Exp(above)));

        Assert.Equal(step / sample.EdgeStep, mixed.EdgeStep / pure.EdgeStep, 2e-3);
        var slope = mixed.Between(4, 12, (_, chi) => chi).Zip(pure.Between(4, 12, (_, chi) => chi), (m, p) => m * p).Sum() / pure.Between(4, 12, (_, chi) => chi * chi).Sum();
        Assert.InRange(slope, 0, 1 - harmonics);
        Assert.Equal(factor, slope, 5e-3);
    }

    [Fact]
    public void Measure_Pinholes_AreWhatHarmonicsAreButForAConstant()
    {
        const double Harmonics = 0.03;
        var mixed = (Ideal with { Monochromator = Ideal.Monochromator with { Harmonics = Harmonics } }).Measure().Mu();
        var holed = Ideal.Measure(Foil with { Pinholes = Harmonics / (1 + Harmonics) }).Mu();

        Assert.All(mixed.Mu.Zip(holed.Mu), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.4)]
    public void Measure_ThicknessSpread_IsTheMeanTransmissionOfManyThicknesses(double spread)
    {
        var scan = Ideal.Measure(Foil with { ThicknessSpread = spread });
        // The gamma distribution of thicknesses t, mean 1, by the midpoint rule.
        var shape = 1 / (spread * spread);
        var thicknesses = Enumerable.Range(0, 4000).Select(i => 0.0005 + (i * 0.001)).Select(t => (T: t, Weight: Math.Exp((shape - 1) * Math.Log(t) - (shape * (t - 1))))).ToArray();
        var total = thicknesses.Sum(p => p.Weight);
        foreach (var i in new[] { 10, 100, 300 })
        {
            var mean = Ideal.Measure().Mu().Mu[i] - Background(i);
            var expected = -Math.Log(thicknesses.Sum(p => p.Weight * Math.Exp(-p.T * mean)) / total);
            Assert.Equal(expected, scan.Mu().Mu[i] - Background(i), 1e-4);
        }

        // What the chambers' gases add to ln(I0/I1).
        static double Background(int i) => Ideal.Measure(Foil with { EdgeStep = 1e-12, Background = 0 }).Mu().Mu[i];
    }

    [Fact]
    public void Measure_FluorescenceOfAThinSample_IsWhatTheEdgeAbsorbs()
    {
        var edge = SampleAbsorption.Of(Foil, State, [.. Ideal.Measure().Energy], 0);
        var perPhoton = Fluorescence(Foil with { EdgeStep = 1e-5, Background = 1e-5 });
        for (var i = 0; i < perPhoton.Length; i++)
            Assert.Equal(edge[i].Edge / Foil.EdgeStep, perPhoton[i] / 1e-5, 1e-4);
    }

    [Fact]
    public void Measure_FluorescenceOfAThickSample_IsUndoneByTheOverAbsorptionCorrection()
    {
        var thick = Foil with { EdgeStep = 60, Background = 15, AtomicExponent = 0, BackgroundExponent = 0 };
        var alpha = (Detector.Geometry * Detector.LineAbsorption) + (thick.Background / thick.EdgeStep);
        var edge = SampleAbsorption.Of(thick, State, [.. Ideal.Measure().Energy], 0);
        double[] norm = [.. Fluorescence(thick).Select(perPhoton => perPhoton * (1 + alpha))], corrected = new double[norm.Length];
        OverAbsorption.Correct(norm, norm, alpha, corrected);

        Assert.All(corrected.Select((c, i) => (Corrected: c, True: edge[i].Edge / thick.EdgeStep)), p => Assert.Equal(p.True, p.Corrected, 1e-9));
        Assert.InRange(norm.Select((n, i) => Math.Abs(n - (edge[i].Edge / thick.EdgeStep))).Max(), 0.05, 1);
    }

    [Fact]
    public void Measure_Resolution_DampsChiAsTheMeanOverItDoes()
    {
        const double Width = 3;
        var sample = Flat with { BlendFrom = 0.3, BlendTo = 1 };
        var broad = (Ideal with { Monochromator = Ideal.Monochromator with { Resolution = Width } }).Measure(sample).Mu();
        var (plain, plainBroad) = (Ideal.Measure(sample, new()).Mu(), (Ideal with { Monochromator = Ideal.Monochromator with { Resolution = Width } }).Measure(sample, new()).Mu());
        var sigma = Width / 2.3548;
        for (var i = 0; i < broad.Energy.Length; i++)
        {
            var relative = broad.Energy[i] - E0;
            if (relative < 25 || relative > 800)
                continue;
            var nodes = Enumerable.Range(-40, 81).Select(j => (At: j * 0.1 * sigma, Weight: Math.Exp(-0.5 * j * j * 0.01))).ToArray();
            var mean = nodes.Sum(n => n.Weight * Chi(Wavenumber.FromEnergy(relative + n.At))) / nodes.Sum(n => n.Weight);
            Assert.Equal(mean, (broad.Mu[i] - plainBroad.Mu[i]) / sample.EdgeStep, 5e-4);
        }

        Assert.InRange(plain.Mu.Zip(plainBroad.Mu, (a, b) => Math.Abs(a - b)).Max(), 0.1, 0.6);
    }

    [Fact]
    public void LineShape_AgainstTheConvolutionItself_IsWithinItsStatedError()
    {
        foreach (var (lorentzian, gaussian) in new[] { (1.25, 1.3), (5.31, 1.3), (0.94, 3.0), (1.25, 0.0), (0.01, 1.0) })
        {
            var (shape, sigma) = (new LineShape(lorentzian, gaussian), gaussian / 2.3548);
            for (var e = -12.0; e <= 12; e += 0.37)
            {
                var nodes = Enumerable.Range(-60, 121).Select(j => (At: j * 0.1 * sigma, Weight: Math.Exp(-0.5 * j * j * 0.01))).ToArray();
                var mean = nodes.Sum(n => n.Weight * (0.5 + (Math.Atan(2 * (e + n.At) / lorentzian) / Math.PI))) / nodes.Sum(n => n.Weight);
                Assert.Equal(mean, shape.Edge(e), 0.012);
            }
        }
    }

    // Fluorescence of all elements per photon on the sample, before yield and solid angle.
    private static double[] Fluorescence(SampleModel sample)
    {
        var scan = (Ideal with { Fluorescence = Detector }).Measure(sample);
        return [.. scan.Energy.Select((energy, i) =>
        {
            var absorbed = Ideal.I0.AbsorbedAt(energy / E0);
            var onSample = scan.I0[i] / Ideal.I0.CountsPerPhoton(energy) * (1 - absorbed) / absorbed;
            return scan.IFluor.Sum(element => element.Values[i]) / onSample / (Detector.Yield * Detector.SolidAngle);
        })];
    }
}
