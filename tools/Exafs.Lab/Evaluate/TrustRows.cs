using Exafs.Inference.Training;
using Exafs.Lab.Invert;
using Exafs.Physics.Estimates;

namespace Exafs.Lab.Evaluate;

/// <summary>Whether the score of what is unlike tells the unlike from the like.</summary>
internal static class TrustRows
{
    private const int Simulated = 20;

    private static readonly Bound s_pass = Bound.AtLeast(0.95), s_stretch = Bound.AtLeast(0.99);

    /// <summary>Spectra of a pack that nobody measured: held-out potentials by other scattering against what is no metal of this kind.</summary>
    /// <param name="pack">Under test.</param>
    /// <param name="others">Folders of packs of other elements.</param>
    public static IEnumerable<Finding> OfSimulated(PackUnderTest pack, IReadOnlyList<string> others)
    {
        var samples = new EvaluationSamples(pack.Library, pack.Features, new() { Half = HeldOutHalf.Evaluation, OtherScattering = true });
        var estimator = pack.For(samples.Calibration);
        ChiK[] judging = [.. samples.Pure(every: 5).Select(sample => sample.Measured)];
        var like = Scores(estimator, judging);
        yield return Row("amplitude halved", Scores(estimator, [.. UnlikeSpectra.Damped(judging)]));
        yield return Row("a toy monoxide", Scores(estimator, [.. UnlikeSpectra.Oxides(pack.Features, Simulated)]));
        foreach (var other in others) yield return Row($"metal of {Path.GetFileName(Path.TrimEndingDirectorySeparator(other))}, at its own edge", Scores(estimator, [.. UnlikeSpectra.OtherElement(other, Simulated)]));

        Finding Row(string what, double[] unlike) => Of("Unlike the training set, simulated", what, unlike, like, "held-out potentials by other scattering");
    }

    /// <summary>Measured spectra of other substances against foils.</summary>
    /// <param name="pack">Under test.</param>
    /// <param name="estimator">Calibrated.</param>
    /// <param name="foils">What is like.</param>
    /// <param name="groups">What is not, as the caller grouped it.</param>
    /// <param name="say">Told the score of each.</param>
    public static IEnumerable<Finding> OfMeasured(PackUnderTest pack, IStructureEstimator estimator, IReadOnlyList<MeasuredSpectrum> foils, IReadOnlyList<(string Name, IEnumerable<string> Files)> groups, Action<string> say)
    {
        var like = Scores(estimator, [.. foils.Select(foil => foil.Reduced()).OfType<ChiK>()]);
        var inputs = new InvertInputs(pack.Edge);
        var all = new List<double>();
        foreach (var (name, files) in groups)
        {
            double[] unlike = [.. files.SelectMany(inputs.Of).Select(Score).OfType<double>()];
            all.AddRange(unlike);
            yield return Row(Path.GetFileName(Path.TrimEndingDirectorySeparator(name)), unlike);
        }

        if (groups.Count > 1) yield return Row("all of these", [.. all]);

        Finding Row(string what, double[] unlike) => Of("Unlike the training set, measured", what, unlike, like, "foils");

        // What cannot be read says nothing; another edge is called so at the door.
        double? Score(Inverted input)
        {
            var refused = input.Error?.StartsWith("other_element", StringComparison.Ordinal) == true;
            double? score = refused ? 1 : input.Error is null ? Scores(estimator, [input.Chi!])[0] : null;
            say($"{input.Label}: {(input.Error is { } error ? error : $"score {score:F3}")}");
            return score;
        }
    }

    private static Finding Of(string test, string what, double[] unlike, double[] like, string likeWhat) => new(test, $"AUROC: {what}", Statistics.Auroc(unlike, like))
    {
        Digits = 3,
        Pass = s_pass,
        Stretch = s_stretch,
        Note = $"{unlike.Length}, of which {unlike.Count(score => score > 0.5)} are called so, against {like.Length}, of which {like.Count(score => score > 0.5)}: {likeWhat}",
    };

    // What is refused is as unlike as can be.
    private static double[] Scores(IStructureEstimator estimator, ChiK[] spectra) => [.. estimator.Estimate(spectra).Select(outcome => outcome.Estimate?.OodScore ?? 1)];
}
