using Exafs.Inference.Features;
using Exafs.Inference.Networks;
using Exafs.Inference.Packs;
using Exafs.Physics.Estimates;
using MathNet.Numerics.LinearAlgebra;

namespace Exafs.Tests.Inference.Packs;

public sealed class NetworkEstimatorTests : IDisposable
{
    private static readonly BeamlineCalibration s_calibration = new() { DeltaE0 = 6, S02 = 0.8 };

    private static readonly ModelPack s_pack = RandomPack.InMemory();

    private readonly NetworkEstimator _estimator = NetworkEstimator.Of(s_pack, NetworkEngine.Managed, s_calibration);

    public void Dispose() => _estimator.Dispose();

    [Theory]
    [InlineData(9.0)]
    [InlineData(12.35)]
    [InlineData(17.0)]
    public void Estimate_OfAnySpectrum_KeepsWhatHoldsOfAnyStructure(double kmax)
    {
        var estimate = One(Spectrum(1, kmax));

        Assert.Equal(211, estimate.R.Length);
        Assert.All(estimate.NeighboursPerAngstrom, g => Assert.True(g >= 0));
        Assert.All(estimate.NeighboursPerAngstromSigma, sigma => Assert.True(sigma > 0));
        Assert.Equal(1, estimate.Phases.Sum(phase => phase.Fraction.Value), 1e-9);
        Assert.All(estimate.Phases, phase => Assert.InRange(phase.Fraction.Value, 0, 1));
        Assert.Equal(["bcc", "fcc", "hcp", "disordered"], estimate.Phases.Select(phase => phase.Name));
        Assert.Equal(3, estimate.Shells.Length);
        Assert.Equal(2, estimate.ShellRatios.Length);
        Assert.All(estimate.Shells, shell => Assert.True(shell.Sigma2.Value > 0 && shell.CoordinationNumber.Value >= 0));
        Assert.InRange(estimate.KMax, 8.8, 16);
        Assert.InRange(estimate.OodScore, 0, 1);
        Assert.True(estimate.ConsistencyRFactor > 0);
        Assert.Equal((s_calibration.DeltaE0, s_calibration.S02, s_pack.Identity), (estimate.DeltaE0, estimate.S02, estimate.Pack));
    }

    [Fact]
    public void ShellCovariance_IsSymmetricAndPositive_AndItsDiagonalIsEachVariance()
    {
        var estimate = One(Spectrum(2, 14));
        var covariance = Matrix<double>.Build.Dense(12, 12, [.. estimate.ShellCovariance]);
        double[] sigmas = [.. estimate.Shells.SelectMany(shell => new[] { shell.CoordinationNumber.Sigma, shell.Distance.Sigma, shell.Sigma2.Sigma, shell.ThirdCumulant.Sigma })];

        for (var i = 0; i < 12; i++)
        {
            Assert.Equal(sigmas[i] * sigmas[i], covariance[i, i], 1e-12 * covariance[i, i]);
            for (var j = 0; j < i; j++) Assert.Equal(covariance[i, j], covariance[j, i]);
        }

        // In units of its own errors: N is a thousand times R.
        var scaled = Matrix<double>.Build.Dense(12, 12, (i, j) => covariance[i, j] / (sigmas[i] * sigmas[j]));
        Assert.True(scaled.Evd(Symmetricity.Symmetric).EigenValues.All(value => value.Real > -1e-9));
    }

    [Fact]
    public void ShellRatio_HasTheErrorThatDrawsFromTheCovarianceShow()
    {
        var estimate = One(Spectrum(3, 14));
        var (n1, n2, covariance) = (estimate.Shells[0].CoordinationNumber, estimate.Shells[1].CoordinationNumber, estimate.ShellCovariance[4]);
        var slope = covariance / (n1.Sigma * n1.Sigma);
        var rest = Math.Sqrt((n2.Sigma * n2.Sigma) - (slope * covariance));
        // To first order: errors shrunk a hundredfold.
        var random = new Random(1);
        double[] ratios = [.. Enumerable.Range(0, 20_000).Select(_ =>
        {
            var (u, v) = (Normal(random) / 100, Normal(random) / 100);
            return (n2.Value + (slope * n1.Sigma * u) + (rest * v)) / (n1.Value + (n1.Sigma * u));
        })];
        var deviation = 100 * Math.Sqrt(ratios.Average(ratio => Math.Pow(ratio - ratios.Average(), 2)));

        Assert.Equal(n2.Value / n1.Value, estimate.ShellRatios[0].Value, 1e-12);
        Assert.Equal(deviation, estimate.ShellRatios[0].Sigma, 0.03 * deviation);
    }

    [Fact]
    public void Ensemble_OfThree_HasTheirMeanAndBothTheirVariances()
    {
        var spectrum = Spectrum(4, 13);
        var together = One(spectrum);
        var each = Enumerable.Range(0, 3).Select(i =>
        {
            var manifest = s_pack.Manifest with { Members = 1 };
            using var alone = NetworkEstimator.Of(RandomPack.InMemory(manifest, [s_pack.Members[i]], s_pack.Forward), NetworkEngine.Managed, s_calibration);
            return alone.Estimate([spectrum])[0].Estimate!;
        }).ToArray();
        double[] means = [.. each.Select(one => one.Within32.Value)], variances = [.. each.Select(one => one.Within32.Sigma * one.Within32.Sigma)];
        var spread = means.Average(mean => Math.Pow(mean - means.Average(), 2));

        Assert.Equal(means.Average(), together.Within32.Value, 1e-9);
        Assert.Equal(Math.Sqrt(variances.Average() + spread), together.Within32.Sigma, 1e-9);
    }

    [Fact]
    public void Calibration_OfTwice_GivesTwiceTheErrors()
    {
        var spectrum = Spectrum(5, 13);
        var once = One(spectrum);
        var manifest = s_pack.Manifest with { Calibration = s_pack.Manifest.Calibration with { Neighbours = new(3), Quantities = [.. Enumerable.Repeat(new ErrorScale(2), 14)], Phases = [.. Enumerable.Repeat(new ErrorScale(2), 4)] } };
        using var estimator = NetworkEstimator.Of(RandomPack.InMemory(manifest, [.. s_pack.Members], s_pack.Forward), NetworkEngine.Managed, s_calibration);
        var twice = estimator.Estimate([spectrum])[0].Estimate!;

        Assert.Equal(once.NeighboursPerAngstromSigma.Select(sigma => 2 * sigma), twice.NeighboursPerAngstromSigma, (a, b) => Math.Abs(a - b) < 1e-9 * a);
        Assert.Equal(2 * once.Density.Sigma, twice.Density.Sigma, 1e-12);
        Assert.Equal(2 * once.Phases[0].Fraction.Sigma, twice.Phases[0].Fraction.Sigma, 1e-12);
        Assert.Equal(2 * once.ShellRatios[1].Sigma, twice.ShellRatios[1].Sigma, 1e-9);
    }

    [Fact]
    public void Calibration_WithFloors_AddsThemInSquares()
    {
        var spectrum = Spectrum(5, 13);
        var once = One(spectrum);
        var manifest = s_pack.Manifest with { Calibration = s_pack.Manifest.Calibration with { Neighbours = new(1.5, 0.3), Quantities = [.. Enumerable.Repeat(new ErrorScale(1, 0.02), 14)], Phases = [.. Enumerable.Repeat(new ErrorScale(1, 0.1), 4)] } };
        using var estimator = NetworkEstimator.Of(RandomPack.InMemory(manifest, [.. s_pack.Members], s_pack.Forward), NetworkEngine.Managed, s_calibration);
        var wider = estimator.Estimate([spectrum])[0].Estimate!;

        Assert.Equal(once.NeighboursPerAngstromSigma.Select(sigma => Math.Sqrt((sigma * sigma) + 0.09)), wider.NeighboursPerAngstromSigma, (a, b) => Math.Abs(a - b) < 1e-9 * a);
        Assert.Equal(Math.Sqrt(Math.Pow(once.Density.Sigma, 2) + 4e-4), wider.Density.Sigma, 1e-12);
        Assert.Equal(Math.Sqrt(Math.Pow(once.Phases[0].Fraction.Sigma, 2) + 0.01), wider.Phases[0].Fraction.Sigma, 1e-12);
        Assert.Equal(once.Shells[0].Distance.Value, wider.Shells[0].Distance.Value);
    }

    [Fact]
    public void Estimate_OfABatchWithBadSpectra_IsThatOfEachAlone()
    {
        ChiK[] batch = [Spectrum(1, 12), new([]), Spectrum(2, 16), Spectrum(3, 5), Spectrum(4, 9.5), Spectrum(5, 12) with { KStep = double.NaN }, Spectrum(6, 14)];
        var together = _estimator.Estimate(batch);

        Assert.Equal(batch.Length, together.Count);
        for (var i = 0; i < batch.Length; i++)
        {
            var alone = _estimator.Estimate([batch[i]])[0];
            Assert.Equal(alone.Defect, together[i].Defect);
            if (alone.Estimate is not { } estimate) continue;
            Assert.Equal(estimate.NeighboursPerAngstrom.ToArray(), together[i].Estimate!.NeighboursPerAngstrom.ToArray());
            Assert.Equal(estimate.ShellCovariance.ToArray(), together[i].Estimate!.ShellCovariance.ToArray());
            Assert.Equal(estimate.ConsistencyRFactor, together[i].Estimate!.ConsistencyRFactor);
        }

        Assert.Equal(4, together.Count(outcome => outcome.Estimate is not null));
    }

    [Fact]
    public void Estimate_OnTorch_IsThatOfTheManagedEngine()
    {
        using var torch = NetworkEstimator.Of(s_pack, NetworkEngine.Parse("torch:cpu"), s_calibration);
        var spectrum = Spectrum(7, 12);
        var (managed, other) = (One(spectrum), torch.Estimate([spectrum])[0].Estimate!);

        for (var i = 0; i < managed.R.Length; i++) Assert.Equal(managed.NeighboursPerAngstrom[i], other.NeighboursPerAngstrom[i], 1e-5);
        Assert.Equal(managed.Within32.Value, other.Within32.Value, 1e-4);
        Assert.Equal(managed.ConsistencyRFactor, other.ConsistencyRFactor, 1e-4 * managed.ConsistencyRFactor);
    }

    public static TheoryData<string, string> BadSpectra => new()
    {
        { "none", "no_spectrum" },
        { "nothing", "no_spectrum" },
        { "NaN", "not_a_number" },
        { "infinite", "not_a_number" },
        { "short", "short_range" },
        { "coarse", "k_step" },
        { "backwards", "k_step" },
        { "zero", "no_oscillation" },
        { "huge", "overflow" },
    };

    [Theory]
    [MemberData(nameof(BadSpectra))]
    public void Estimate_OfABadSpectrum_SaysWhyThereIsNone(string which, string reason)
    {
        var good = Spectrum(1, 12);
        var bad = which switch
        {
            "none" => new ChiK([]),
            "nothing" => new ChiK(default),
            "NaN" => new ChiK(good.Chi.SetItem(100, double.NaN)),
            "infinite" => new ChiK(good.Chi.SetItem(3, double.PositiveInfinity)),
            "short" => new ChiK(good.Chi[..170]),
            "coarse" => good with { KStep = 0.2 },
            "backwards" => good with { KStep = -0.05 },
            "zero" => new ChiK([.. good.Chi.Select(_ => 0.0)]),
            _ => new ChiK([.. good.Chi.Select(value => 1e300 * value)]),
        };

        var outcome = _estimator.Estimate([bad])[0];
        Assert.Null(outcome.Estimate);
        Assert.Equal(reason, outcome.Defect!.Reason);
    }

    [Fact]
    public void Estimate_OfASpectrumFromAnotherEdge_IsOutOfDistributionAndSaysWhichEdge()
    {
        var own = One(Spectrum(1, 12) with { E0 = 7113 });
        var foreign = One(Spectrum(1, 12) with { E0 = 8979 });

        Assert.DoesNotContain(own.OodReasons, reason => reason.Contains("from the edge", StringComparison.Ordinal));
        Assert.InRange(foreign.OodScore, 0.95, 1);
        Assert.Contains(foreign.OodReasons, reason => reason.Contains("1867 eV from the edge", StringComparison.Ordinal));
        Assert.Equal(own.NeighboursPerAngstrom.ToArray(), foreign.NeighboursPerAngstrom.ToArray());
    }

    [Fact]
    public void Estimate_ByNetworksThatKnowNothing_IsNotToBeTrusted() => Assert.True(One(Spectrum(1, 12)).IsOutOfDistribution);

    private StructureEstimate One(ChiK spectrum)
    {
        var outcome = _estimator.Estimate([spectrum])[0];
        Assert.Null(outcome.Defect);
        return outcome.Estimate!;
    }

    private static ChiK Spectrum(int seed, double kmax)
    {
        var random = new Random(seed);
        var (a, r) = (0.5 + random.NextDouble(), 2.3 + (0.4 * random.NextDouble()));
        return new([.. Enumerable.Range(0, (int)Math.Round(kmax / 0.05) + 1).Select(i => i * 0.05).Select(k => a * Math.Exp(-0.02 * k * k) * Math.Sin(2 * k * r))]) { E0 = 7112 };
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
