using Exafs.Inference.Features;
using Exafs.Inference.Targets;
using Exafs.Inference.Training;

namespace Exafs.Tests.Inference.Training;

public sealed class EvaluationSamplesTests
{
    private static readonly FeatureParameters Parameters = IronLibrary.Plan.Parameters;

    [Fact]
    public void Calibration_OfTheSameTheory_FindsTheBeamline()
    {
        var samples = new EvaluationSamples(IronLibrary.Loaded, Parameters, new() { AtomicExponent = Parameters.AtomicExponent, DeltaE0 = 6, S02 = 0.9 });

        Assert.Equal(6, samples.Calibration.DeltaE0, 0.1);
        // The reduction's edge step is not quite the true one.
        Assert.Equal(0.9, samples.Calibration.S02, 0.05);
    }

    [Fact]
    public void Pure_OfOtherScattering_DiffersFromTheoryByMoreThanTheReductionDoes()
    {
        var (same, other) = (RFactor(new()), RFactor(new() { OtherScattering = true }));

        Assert.InRange(same, 0, 0.001);
        Assert.InRange(other, 2 * same, 0.1);
    }

    [Fact]
    public void Coexistence_OfTwoPhases_HasTheFractionsThatWereAskedFor()
    {
        var samples = new EvaluationSamples(IronLibrary.Loaded, Parameters, new()).Coexistence("bcc", "fcc", new(900, 1000), [0.25, 0.5]).ToArray();

        Assert.Equal(40, samples.Length);
        Assert.All(samples, sample => Assert.InRange(sample.TemperatureKelvin, 900, 1000));
        Assert.Equal([0.25, 0.75, 0, 0], samples[0].Phases.Select(share => Math.Round(share, 9)));
        Assert.Equal([0.5, 0.5, 0, 0], samples[1].Phases.Select(share => Math.Round(share, 9)));
        Assert.Equal((0.25 * 14) + (0.75 * 12), samples[0].Quantities[Quantities.Within32], 0.3);
        Assert.Equal(samples.Length, samples.Select(sample => sample.Name).Distinct().Count());
    }

    [Fact]
    public void Pure_Twice_IsTheSame()
    {
        var (one, two) = (First(new()), First(new()));

        Assert.Equal(one, two);
        Assert.NotEqual(one, First(new() { Seed = 2 }));
        Assert.InRange(one.Length, 280, 282);

        static double[] First(EvaluationOptions options) => [.. new EvaluationSamples(IronLibrary.Loaded, Parameters, options).Pure().First().Measured.Chi];
    }

    /// <summary>Of features, mean over some structures.</summary>
    private static double RFactor(EvaluationOptions options)
    {
        var set = IronLibrary.Loaded.Validation!;
        var samples = new EvaluationSamples(IronLibrary.Loaded, Parameters, options with { Noise = 0 });
        var (scale, plan) = (new TheoryScale(Parameters), IronLibrary.Plan);
        var (found, known, chi) = (new float[plan.Inputs], new float[plan.Inputs], new double[TheoryScale.Points]);
        double squares = 0, norm = 0;
        foreach (var (sample, i) in samples.Pure(every: 60).Select((sample, i) => (sample, i * 60)))
        {
            for (var j = 0; j < chi.Length; j++) chi[j] = set.ChiOf(i)[j];
            plan.Apply(scale.ToTheory(sample.Measured, samples.Calibration).AsSpan(), 12, found);
            plan.Apply(chi, 12, known);
            for (var j = 0; j < found.Length; j++) (squares, norm) = (squares + Math.Pow(found[j] - known[j], 2), norm + (known[j] * known[j]));
        }

        return squares / norm;
    }
}
