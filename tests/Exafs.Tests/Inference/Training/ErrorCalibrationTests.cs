using Exafs.Inference.Packs;
using Exafs.Inference.Training;
using Exafs.Inference.Trust;

namespace Exafs.Tests.Inference.Training;

public sealed class ErrorCalibrationTests
{
    private const int Many = 20_000;

    [Fact]
    public void Fit_OfNormalErrorsOfTwiceTheirSigma_FindsTheFactor()
    {
        var scale = ErrorCalibration.Fit([.. Pairs(1, (sigma, z) => 2 * sigma * z())]);

        Assert.Equal(2, scale.Factor, 0.1);
        Assert.InRange(scale.Floor, 0, 0.2);
    }

    [Fact]
    public void Fit_OfAnErrorThatNoNetworkKnowsOf_FindsTheFloor()
    {
        var pairs = Pairs(2, (sigma, z) => (sigma * z()) + (0.5 * z()), 0.01).ToArray();
        var scale = ErrorCalibration.Fit(pairs);

        Assert.Equal(0.5, scale.Floor, 0.1);
        Holds(pairs, scale);
    }

    [Fact]
    public void Fit_OfHeavyTails_StretchesUntilBothHold()
    {
        // One in ten errs four times as much.
        var random = new Random(5);
        var pairs = Pairs(3, (sigma, z) => (random.NextDouble() < 0.1 ? 4 : 1) * sigma * z()).ToArray();

        Holds(pairs, ErrorCalibration.Fit(pairs));
    }

    [Fact]
    public void Fit_OfWhatIsConstant_KeepsTheLeastFloor()
    {
        var scale = ErrorCalibration.Fit([.. Pairs(4, (_, z) => 1e-6 * z())], leastFloor: 0.03);

        Assert.Equal(0.03, scale.Floor, 1e-12);
        Assert.Equal(0.05, ErrorCalibration.Fit([], 0.05).Floor);
    }

    [Fact]
    public void Limits_OfSpectraThatAreToBeTrusted_AreTwiceTheWorstOfThemAndNeverTooNarrow()
    {
        var limits = ErrorCalibration.Limits([.. Enumerable.Range(0, 1000).Select(i => new TrustStatistics { ConsistencyRFactor = i / 1000.0, EnsembleSpread = 1e-6 * i })]);

        Assert.Equal(2 * 0.99, limits.ConsistencyRFactor!.Value, 1e-9);
        Assert.Equal(0.05, limits.EnsembleSpread);
        Assert.Null(ErrorCalibration.Limits([new() { EnsembleSpread = 1 }]).ConsistencyRFactor);
    }

    [Fact]
    public void Contains_OfRuns_PutsEachInOneHalf() =>
        Assert.All(Enumerable.Range(0, 10), run => Assert.Equal(
            (true, true), (HeldOutHalves.Contains(HeldOutHalf.Calibration, run) != HeldOutHalves.Contains(HeldOutHalf.Evaluation, run), HeldOutHalves.Contains(HeldOutHalf.Both, run))));

    private static void Holds((double Error, double Sigma)[] pairs, ErrorScale scale)
    {
        Assert.InRange(Within(1), 0.66, 0.745);
        Assert.InRange(Within(1.96), 0.92, 1);

        double Within(double sigmas) => pairs.Count(pair => Math.Abs(pair.Error) <= sigmas * scale.Of(pair.Sigma)) / (double)pairs.Length;
    }

    /// <summary>σ from some value to ten times it.</summary>
    private static IEnumerable<(double Error, double Sigma)> Pairs(int seed, Func<double, Func<double>, double> error, double least = 0.1)
    {
        var random = new Random(seed);
        for (var i = 0; i < Many; i++)
        {
            var sigma = least * Math.Pow(10, random.NextDouble());
            yield return (error(sigma, () => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())), sigma);
        }
    }
}
