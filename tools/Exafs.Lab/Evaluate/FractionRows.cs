using System.Globalization;
using Exafs.Inference.Targets;
using Exafs.Inference.Training;
using Exafs.Physics.Estimates;

namespace Exafs.Lab.Evaluate;

/// <summary>Two phases side by side, and the step of the volume between them.</summary>
internal sealed class FractionRows(PackUnderTest pack, int every)
{
    /// <summary>Of iron between bcc and fcc at 1185 K, from the SGTE's molar volumes, %.</summary>
    private const double VolumeStep = -1.13;

    private const double Transition = 1185;

    private static readonly double[] s_fractions = [0.1, 0.5, 0.9, 0.3, 0.7, 0.2, 0.6, 1, 0.4, 0.8, 0];

    /// <summary>None where the library holds no two phases back.</summary>
    public IEnumerable<Finding> Findings()
    {
        if (!Coexisting()) yield break;
        (double E0, double S02)[] near = [(0.3, 0), (-0.3, 0)], far = [(2, 0.1), (2, -0.1), (-2, 0.1), (-2, -0.1)];
        yield return Rmse("E0 ± 0.3 eV", Mixtures(near, new() { Unchanged = true }), Bound.AtMost(0.03), Bound.AtMost(0.015));
        yield return Rmse("E0 ± 2 eV, S0² ± 10 %", Mixtures(far, new() { Unchanged = true }), Bound.AtMost(0.05), Bound.AtMost(0.03));
        yield return Rmse("E0 ± 0.3 eV, other scattering", Mixtures(near, new() { Unchanged = true, OtherScattering = true }), null, null);
        yield return Rmse("E0 ± 0.3 eV, displacements 0.6 to 1.4 times those of the temperature", Mixtures(near, new()), null, null);
        yield return Rmse("E0 ± 2 eV, S0² ± 10 %, displacements 0.6 to 1.4 times those of the temperature", Mixtures(far, new()), null, null);
        yield return Volume();
    }

    private bool Coexisting()
    {
        var phases = pack.Library.Manifest.Runs.Where(run => run.Split == "validation").Select(run => run.Phase).ToHashSet();
        return phases.Contains("bcc") && phases.Contains("fcc");
    }

    private Judged[] Mixtures((double E0, double S02)[] errors, EvaluationOptions of) => [.. errors.SelectMany(error =>
    {
        var samples = new EvaluationSamples(pack.Library, pack.Features, of with { DeltaE0Error = error.E0, S02Error = error.S02 });
        return Judged.All(pack.For(samples.Calibration), samples.Coexistence("bcc", "fcc", new(900, 1300), s_fractions).Where((_, i) => i % every == 0));
    })];

    private static Finding Rmse(string how, Judged[] judged, Bound? pass, Bound? stretch)
    {
        var network = Errors(estimate => estimate);
        return new($"bcc beside fcc, held-out potentials, 900–1300 K, {how}", "part of bcc, RMSE", network.Rms)
        {
            Digits = 4,
            Decomposition = judged.Any(one => one.Estimate?.SecondOpinion is not null) ? Errors(estimate => estimate.SecondOpinion).Rms : null,
            Pass = pass,
            Stretch = stretch,
            Note = string.Create(CultureInfo.InvariantCulture, $"{network.Count} mixtures, bias {network.Bias:+0.000;-0.000;0}"),
        };

        Deviations Errors(Func<StructureEstimate, StructureEstimate?> opinion) => Deviations.Of(judged.Select(one =>
            one.Estimate is not null && opinion(one.Estimate) is { } estimate ? EstimateNumbers.Phase(estimate, "bcc").Value - one.Sample.Phases[PhaseTargets.Names.IndexOf("bcc")] : double.NaN));
    }

    private Finding Volume()
    {
        var judged = new[] { 0.3, -0.3 }.SelectMany(error =>
        {
            var samples = new EvaluationSamples(pack.Library, pack.Features, new() { DeltaE0Error = error });
            return Judged.All(pack.For(samples.Calibration), samples.Pure().Where(sample => sample.TemperatureKelvin == Transition));
        }).ToArray();
        return new($"Step of the volume, held-out potentials, {Transition} K, E0 ± 0.3 eV", "ΔV, bcc to fcc", Step(estimate => estimate))
        {
            Unit = "%",
            Decomposition = judged.Any(one => one.Estimate?.SecondOpinion is not null) ? Step(estimate => estimate.SecondOpinion) : null,
            Pass = new(-1.4, -0.8),
            Stretch = new(-1.25, -0.95),
            Note = $"CALPHAD's {VolumeStep.ToString(CultureInfo.InvariantCulture)} % times estimated over true V(fcc)/V(bcc) of {judged.Length} spectra",
        };

        double Step(Func<StructureEstimate, StructureEstimate?> opinion) => 100 * (((1 + (VolumeStep / 100)) * Volumes("fcc", opinion) / Volumes("bcc", opinion)) - 1);

        // Estimated over true volume of an atom.
        double Volumes(string phase, Func<StructureEstimate, StructureEstimate?> opinion) => Deviations.Of(judged.Where(one => one.Sample.Phases[PhaseTargets.Names.IndexOf(phase)] > 0.9).Select(one =>
            one.Estimate is not null && opinion(one.Estimate) is { } estimate ? one.Sample.Quantities[Quantities.Density] / estimate.Density.Value : double.NaN)).Bias;
    }
}
