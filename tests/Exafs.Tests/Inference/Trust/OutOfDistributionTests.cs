using Exafs.Inference.Calibration;
using Exafs.Inference.Decomposition;
using Exafs.Inference.Features;
using Exafs.Inference.Trust;
using Exafs.Physics.Estimates;
using Exafs.Physics.Libraries;
using Exafs.Tests.Reference;

namespace Exafs.Tests.Inference.Trust;

public sealed class OutOfDistributionTests
{
    private static readonly Lazy<TrustLimits> s_limits = new(() => DecompositionStatistics.Limits(CopperLibrary.Library, CopperLibrary.Parameters, new(), 300, 1));

    [Fact]
    public void Judge_AtTheLimit_IsOneHalf()
    {
        var judge = new OutOfDistribution(new TrustLimits { FitRFactor = 0.1, ConsistencyRFactor = 0.2 });

        Assert.Equal(0.5, judge.Judge(new() { FitRFactor = 0.1 }).Score, 1e-12);
        Assert.Equal((0.0, 0), (judge.Judge(new()).Score, judge.Judge(new()).Reasons.Length));
        Assert.Equal(1, judge.Judge(new() { FitRFactor = double.NaN }).Score);
        var (score, reasons) = judge.Judge(new() { FitRFactor = 0.15, ConsistencyRFactor = 0.6, EdgeOffset = 3, EnsembleSpread = 100 });
        Assert.Equal(0.75, score, 1e-12);
        Assert.Equal(["the spectrum of the structure", "no mixture of the library's s"], reasons.Select(reason => reason[..29]));
    }

    [Fact]
    public void Judge_OtherSpectraOfTheHeldOutPotential_AreLike()
    {
        HeldOutSpectrum[] spectra = [.. CopperLibrary.HeldOut.Draw(30, 77)];
        ConvexDecomposition decomposition = Decomposition(spectra[0].Calibration);

        Assert.InRange(spectra.Count(spectrum => decomposition.Estimate(spectrum.Measured).Estimate!.IsOutOfDistribution), 0, 1);
    }

    [Theory]
    [InlineData("oxide")]
    [InlineData("stretched")]
    [InlineData("noise")]
    [InlineData("reversed")]
    [InlineData("edge")]
    public void Judge_WhatIsNoCopper_IsUnlike(string what)
    {
        HeldOutSpectrum spectrum = Cold();
        double[] chi = [.. spectrum.Measured.Chi];
        var random = new Random(5);
        ChiK measured = new ChiK([.. what switch
        {
            // Six oxygens at 2 Å and twelve metals at 3 Å, with amplitudes and phases of about their size.
            "oxide" => chi.Select((_, i) => i == 0 ? 0 : Shell(0.05 * i, 6, 2.0, 0.006, 0.9, 1.5) + Shell(0.05 * i, 12, 3.0, 0.01, 0.6, 3)),
            "stretched" => Enumerable.Range(0, chi.Length * 3 / 4).Select(i => chi[i * 4 / 3]),
            "noise" => chi.Select(_ => 0.2 * (random.NextDouble() - 0.5)),
            "reversed" => chi.Select(value => -value),
            _ => chi,
        }])
        { E0 = what == "edge" ? 8333 : null };

        StructureEstimate estimate = Decomposition(spectrum.Calibration).Estimate(measured).Estimate!;

        Assert.True(estimate.IsOutOfDistribution, $"score {estimate.OodScore}");
        Assert.NotEmpty(estimate.OodReasons);
    }

    [Fact]
    public void Judge_DampedAlikeAtAllK_IsCalledDamped()
    {
        StructureLibrary iron = StructureLibrary.Load(Path.Combine(RepositoryFolder.Path, "config", "packs", "fe", "library"));
        var parameters = new DecompositionParameters { EdgeEnergy = 7112, MaxStructures = 300 };
        HeldOutSpectrum spectrum = new HeldOutSpectra(iron, new(7112, 2.6)) { Mixed = 0, Temperature = (300, 300), KMax = (14, 14) }.Draw(1, 4).Single();
        var decomposition = new ConvexDecomposition(iron, new("fe", "0"), spectrum.Calibration, parameters, DecompositionStatistics.Limits(iron, parameters, new(), 100, 1));

        StructureEstimate estimate = decomposition.Estimate(spectrum.Measured with { Chi = [.. spectrum.Measured.Chi.Select(value => 0.5 * value)] }).Estimate!;

        Assert.False(decomposition.Estimate(spectrum.Measured).Estimate!.IsOutOfDistribution);
        Assert.True(estimate.IsOutOfDistribution, $"score {estimate.OodScore}");
        Assert.Contains(estimate.OodReasons, reason => reason.Contains("self-absorption", StringComparison.Ordinal));
    }

    [Fact]
    public void Between_EstimatesThatContradict_SaysWhere()
    {
        ConvexDecomposition decomposition = Decomposition(Cold().Calibration);
        StructureEstimate one = decomposition.Estimate(Cold().Measured).Estimate!;
        StructureEstimate other = one with { Within32 = new(one.Within32.Value + (5 * one.Within32.Sigma) + 0.01, one.Within32.Sigma), Phases = [.. one.Phases.Select(phase => phase with { Fraction = new(0.25, 0) })] };

        Assert.Empty(Disagreement.Between(one, one));
        Assert.StartsWith("neighbours within 3.2 Å: ", Disagreement.Between(one, other)[0], StringComparison.Ordinal);
        Assert.Contains(Disagreement.Between(one, other), words => words.StartsWith("part of fcc", StringComparison.Ordinal));
        Assert.Equal(["only one of the two finds shells of neighbours"], Disagreement.Between(one, one with { Shells = [] }).ToArray());
    }

    private static HeldOutSpectrum Cold() => new HeldOutSpectra(CopperLibrary.Library, new(CopperLibrary.EdgeEnergy, 2.6)) { Mixed = 0, Temperature = (300, 300), KMax = (14, 14) }.Draw(1, 4).Single();

    private static ConvexDecomposition Decomposition(BeamlineCalibration calibration) => new(CopperLibrary.Library, new("cu", "0"), calibration, CopperLibrary.Parameters, s_limits.Value);

    private static double Shell(double k, double n, double r, double sigma2, double amplitude, double phase) =>
        n * amplitude * Math.Exp(-0.1 * k) * Math.Exp(-2 * k * k * sigma2) * Math.Sin((2 * k * r) - phase) / (k * r * r) * 0.5;
}
