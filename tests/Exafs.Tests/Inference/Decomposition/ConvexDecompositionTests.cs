using Exafs.Inference.Calibration;
using Exafs.Inference.Decomposition;
using Exafs.Inference.Features;
using Exafs.Inference.Targets;
using Exafs.Physics.Estimates;
using Exafs.Physics.Libraries;
using Exafs.Tests.Reference;

namespace Exafs.Tests.Inference.Decomposition;

public sealed class ConvexDecompositionTests
{
    [Fact]
    public void Estimate_MeasurementOfAMixtureOfTheLibrary_FindsItsParts()
    {
        var calibration = new BeamlineCalibration { DeltaE0 = 6, S02 = 0.85 };
        ConvexDecomposition decomposition = CopperLibrary.Decomposition(calibration, CopperLibrary.Parameters with { Ridge = 1e-9, DisorderCost = 0 });
        var theory = new double[TheoryScale.Points];
        int[] members = [3, 70, 120];
        double[] weights = [0.5, 0.3, 0.2], outputs = new double[Mixtures.Outputs];
        for (var k = 0; k < theory.Length; k++)
            for (var p = 0; p < members.Length; p++) theory[k] += weights[p] * decomposition.Mixtures.Chi[(k * decomposition.Mixtures.Count) + members[p]];
        decomposition.Mixtures.Mix(members, weights, outputs);
        var measured = new double[261];
        new TheoryScale(CopperLibrary.EdgeEnergy, 2.6).ToMeasured(theory, TheoryScale.KStep, 6, 0.85, measured);

        StructureEstimate estimate = Assert.IsType<StructureEstimate>(decomposition.Estimate(new ChiK([.. measured])).Estimate);

        Assert.InRange(estimate.ConsistencyRFactor, 0, 1e-5);
        Assert.Equal(outputs[Mixtures.FirstQuantity], estimate.Within32.Value, 0.02);
        Assert.Equal(outputs[Mixtures.FirstQuantity + 2], estimate.Shells[0].CoordinationNumber.Value, 0.02);
        Assert.Equal(outputs[Mixtures.FirstQuantity + 3], estimate.Shells[0].Distance.Value, 0.0005);
        Assert.Equal(1, estimate.Phases.Sum(phase => phase.Fraction.Value), 1e-6);
        Assert.All(estimate.NeighboursPerAngstrom, value => Assert.True(value >= 0));
    }

    [Fact]
    public void Estimate_HeldOutPotential_IsNearTheTruth()
    {
        foreach (HeldOutSpectrum spectrum in CopperLibrary.HeldOut.Draw(12, 1))
        {
            StructureEstimate estimate = Assert.IsType<StructureEstimate>(CopperLibrary.Decomposition(spectrum.Calibration).Estimate(spectrum.Measured).Estimate);

            Assert.InRange(estimate.Within32.Value, 11.3, 12.7);
            Assert.Equal(CopperLibrary.HeldOut.Set.Shells.As<float>()[(spectrum.Members[0] * 12) + 1], estimate.Shells[0].Distance.Value, 0.03);
            Assert.InRange(estimate.ConsistencyRFactor, 0, 0.1);
            Assert.True(estimate.Shells[0].Distance.Sigma > 0 && estimate.ShellRatios.Length == 2);
        }
    }

    [Fact]
    public void Estimate_MoreNoise_HasLargerErrors()
    {
        var (quiet, noisy) = (Of(1e-4), Of(5e-3));

        Assert.True(noisy.Shells[0].Distance.Sigma > 2 * quiet.Shells[0].Distance.Sigma);
        Assert.True(noisy.Within32.Sigma > 2 * quiet.Within32.Sigma);

        static StructureEstimate Of(double noise)
        {
            var spectra = new HeldOutSpectra(CopperLibrary.Library, new(CopperLibrary.EdgeEnergy, 2.6), otherScattering: false) { Noise = noise, Mixed = 0, DeltaE0Sigma = 0, S02Sigma = 0, Temperature = (300, 300) };
            HeldOutSpectrum spectrum = spectra.Draw(1, 3).Single();
            return CopperLibrary.Decomposition(spectrum.Calibration).Estimate(spectrum.Measured).Estimate!;
        }
    }

    [Fact]
    public void Estimate_InAnyBatch_GivesTheSameBits()
    {
        HeldOutSpectrum[] spectra = [.. CopperLibrary.HeldOut.Draw(4, 2)];
        ConvexDecomposition decomposition = CopperLibrary.Decomposition(spectra[0].Calibration);
        ChiK[] batch = [.. spectra.Select(spectrum => spectrum.Measured)];

        var together = decomposition.Estimate(batch);

        for (var i = 0; i < batch.Length; i++)
        {
            StructureEstimate alone = CopperLibrary.Decomposition(spectra[0].Calibration).Estimate([batch[i]])[0].Estimate!;
            Assert.Equal(alone.NeighboursPerAngstrom.ToArray(), together[i].Estimate!.NeighboursPerAngstrom.ToArray());
            Assert.Equal(alone.ShellCovariance.ToArray(), together[i].Estimate!.ShellCovariance.ToArray());
        }
    }

    [Fact]
    public void Estimate_WhatIsNoSpectrum_IsADefect()
    {
        ConvexDecomposition decomposition = CopperLibrary.Decomposition(new() { DeltaE0 = 5, S02 = 0.9 });
        ChiK[] batch = [new([]), new([.. new double[100]]), new([.. new double[300]]), new([.. Enumerable.Repeat(double.NaN, 300)]), new([1, 2]) { KStep = 0 }];

        Assert.Equal(["no_spectrum", "short_range", "no_oscillation", "not_a_number", "no_spectrum"], decomposition.Estimate(batch).Select(outcome => outcome.Defect!.Reason));
    }

    [Fact]
    public void Calibrate_OnHeldOutPotentials_CoversOthers()
    {
        var parameters = DecompositionCalibration.Calibrate(CopperLibrary.Library, CopperLibrary.Parameters, 120, 1);
        var (inside, wide, all) = (0, 0, 0);
        foreach (HeldOutSpectrum spectrum in CopperLibrary.HeldOut.Draw(40, 99))
        {
            StructureEstimate estimate = CopperLibrary.Decomposition(spectrum.Calibration, parameters).Estimate(spectrum.Measured).Estimate!;
            var truth = CopperLibrary.HeldOut.Set.Shells.As<float>().Slice(spectrum.Members[0] * 12, 3);
            foreach (var (found, expected) in new[] { (estimate.Shells[0].CoordinationNumber, truth[0]), (estimate.Shells[0].Distance, truth[1]), (estimate.Shells[0].Sigma2, truth[2]) })
            {
                var miss = Math.Abs(found.Value - expected) / found.Sigma;
                (inside, wide, all) = (inside + (miss < 1 ? 1 : 0), wide + (miss < 2 ? 1 : 0), all + 1);
            }
        }

        Assert.InRange((double)inside / all, 0.5, 0.9);
        Assert.InRange((double)wide / all, 0.85, 1);
    }

    [Theory]
    [InlineData(0.4, true)]
    [InlineData(0.6, false)]
    public void Mix_PartWithoutADensity_IsLeftOutWhereItIsTheLesser(double part, bool told)
    {
        var iron = StructureLibrary.Load(Path.Combine(RepositoryFolder.Path, "config", "packs", "fe", "library"));
        var density = iron.Training.Label("density_per_angstrom3");
        var (crystal, particle) = (Array.FindIndex(density, double.IsFinite), Array.FindIndex(density, double.IsNaN));
        var mixture = new double[Mixtures.Outputs];

        new Mixtures(iron.Training, iron.Manifest.Phases, [crystal, particle]).Mix([0, 1], [1 - part, part], mixture);

        Assert.Equal(told ? density[crystal] : double.NaN, mixture[Mixtures.FirstQuantity + Quantities.Density], 1e-9);
    }
}
