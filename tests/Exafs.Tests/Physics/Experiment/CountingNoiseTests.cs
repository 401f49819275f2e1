using Exafs.Physics.Experiment;
using Exafs.Signal;
using static Exafs.Tests.Physics.Experiment.IronBeamtime;

namespace Exafs.Tests.Physics.Experiment;

public class CountingNoiseTests
{
    [Fact]
    public void Measure_ManySeeds_VarianceOfI0IsItsMeanInPhotonsAndChambersAreIndependent()
    {
        const int Seeds = 100;
        var mean = (Clean with { Noise = false }).Measure();
        double[] sums = new double[3];
        for (ulong seed = 1; seed <= Seeds; seed++)
        {
            var scan = Clean.Measure(seed: seed);
            for (var i = 0; i < scan.Energy.Length; i++)
            {
                var (i0, t0) = (Photons(Clean.I0, scan, i, scan.I0[i]), Photons(Clean.I0, scan, i, mean.I0[i]));
                var (it, tt) = (Photons(Clean.ITrans, scan, i, scan.ITrans[i]), Photons(Clean.ITrans, scan, i, mean.ITrans[i]));
                sums[0] += (i0 - t0) * (i0 - t0) / t0;
                sums[1] += (it - tt) * (it - tt) / tt;
                sums[2] += (i0 - t0) * (it - tt) / Math.Sqrt(t0 * tt);
            }
        }

        var readings = Seeds * mean.Energy.Length; // 1 σ of a mean of so many squares: √(2/39,100) = 0.007
        Assert.Equal(1, sums[0] / readings, 0.03);
        Assert.Equal(1, sums[1] / readings, 0.03);
        Assert.Equal(0, sums[2] / readings, 0.02);
    }

    [Theory]
    [InlineData(2e9)]
    [InlineData(2e11)]
    public void Measure_Mu_HasTheNoiseOfBothChambersPhotons(double flux)
    {
        var beamline = Clean with { Flux = flux };
        var mean = (beamline with { Noise = false }).Measure();
        var mu = mean.Mu().Mu;
        var squares = Enumerable.Range(1, 20).SelectMany(seed => beamline.Measure(seed: (ulong)seed).Mu().Mu.Select((noisy, i) =>
            (noisy - mu[i]) * (noisy - mu[i]) / ((1 / Photons(beamline.I0, mean, i, mean.I0[i])) + (1 / Photons(beamline.ITrans, mean, i, mean.ITrans[i])))));

        Assert.Equal(1, squares.Average(), 0.06);
    }

    [Fact]
    public void Measure_HundredTimesTheFlux_HasATenthOfTheNoiseInChi()
    {
        double Noise(double flux) => Enumerable.Range(1, 6).Average(seed =>
        {
            var beamline = Clean with { Flux = flux };
            var (noisy, mean) = (beamline.Measure(seed: (ulong)seed).Mu().Reduce(), (beamline with { Noise = false }).Measure().Mu().Reduce());
            return noisy.Chi.Zip(mean.Chi, (a, b) => a - b).Skip(60).Rms();
        });

        Assert.Equal(10, Noise(1e9) / Noise(1e11), 1.0);
    }

    [Fact]
    public void Measure_ElectronicNoise_IsThatOfTheBandwidthOfAReading()
    {
        var chamber = Clean.I0 with { Noise = 1e-3, Offset = 0.2 };
        var beamline = Clean with { Flux = 0, I0 = chamber };
        var counts = beamline.Measure().I0;
        var perReading = chamber.CountsPerVolt * Steps.Dwell;

        Assert.Equal(0.2, counts.Average() / perReading, 3e-4);
        Assert.Equal(1e-3 / Math.Sqrt(2 * Steps.Dwell), counts.Select(c => (c / perReading) - 0.2).Rms(), 1e-4);
    }

    [Fact]
    public void Measure_SameSeed_IsTheSameToTheLastBit_AndAnotherSeedIsNot()
    {
        var beamline = new BeamlineModel { Grid = new ContinuousGrid { Duration = 0.2 }, Fluorescence = new() { Elements = 2 } };
        var (one, same, other) = (beamline.Measure(), beamline.Measure(), beamline.Measure(seed: 2));

        Assert.Equal(Everything(one), Everything(same));
        Assert.Equal((one.RunId, one.ScanId, one.StartTime, one.EndTime), (same.RunId, same.ScanId, same.StartTime, same.EndTime));
        Assert.NotEqual([.. one.I0], (double[])[.. other.I0]);
        Assert.NotEqual([.. one.IFluor[0].Values], (double[])[.. one.IFluor[1].Values]);
    }

    [Fact]
    public void Measure_OneMoreEffect_LeavesTheOthersNoiseAlone()
    {
        var beamline = new BeamlineModel { Grid = Steps };
        Assert.Equal([.. beamline.Measure().I0], (double[])[.. (beamline with { Fluorescence = new(), Reference = null }).Measure().I0]);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(9.9)]
    [InlineData(10)]
    [InlineData(47)]
    [InlineData(1e4)]
    [InlineData(1e9)]
    [InlineData(1e13)]
    public void Poisson_AnyMean_HasItsMeanItsVarianceAndItsSkewness(double mean)
    {
        const int Draws = 40_000;
        var random = new RandomStream(7, "test");
        var scaled = Enumerable.Range(0, Draws).Select(_ => (random.Poisson(mean) - mean) / Math.Sqrt(mean)).ToArray();
        var tolerance = 5 / Math.Sqrt(Draws) * Math.Sqrt(1 + (1 / mean)); // 5 σ

        Assert.Equal(0, scaled.Average(), tolerance);
        Assert.Equal(1, scaled.Average(x => x * x), 1.5 * tolerance);
        Assert.Equal(1 / Math.Sqrt(mean), scaled.Average(x => x * x * x), 4 * tolerance * (1 + (2 / mean)));
    }

    private static double[] Everything(Scan scan) =>
        [.. scan.Energy, .. scan.Time, .. scan.I0, .. scan.ITrans, .. scan.IRefer, .. scan.IFluor.SelectMany(element => element.Values)];

    private static double Photons(IonChamber chamber, Scan scan, int i, double counts) => counts / chamber.CountsPerPhoton(scan.Energy[i]);
}
