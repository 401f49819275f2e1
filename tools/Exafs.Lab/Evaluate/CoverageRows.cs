using Exafs.Inference.Targets;

namespace Exafs.Lab.Evaluate;

/// <summary>Whether the errors that are told hold.</summary>
internal static class CoverageRows
{
    /// <summary>What differs less than this, relative, in all structures of a phase, is a constant.</summary>
    private const double Same = 1e-3;

    private static readonly Bound s_narrow = new(60, 76), s_wide = Bound.AtLeast(92);

    /// <summary>All together, judged; then each kind by itself, told.</summary>
    /// <param name="test">What they are called.</param>
    /// <param name="judged">With estimates.</param>
    public static IEnumerable<Finding> Of(string test, IReadOnlyList<Judged> judged)
    {
        List<(string Name, bool Varies, Coverage Coverage)> kinds =
        [
            ("g(R) below 5.2 Å", true, Bins(judged)),
            .. Enumerable.Range(0, Quantities.Count).Select(i => (Quantities.Names[i], Varies(judged, one => one.Sample.Quantities[i]), Quantity(judged, i))),
            .. PhaseTargets.Names.Select((name, i) => ($"part of {name}", Varies(judged, one => one.Sample.Phases[i]), Phase(judged, i))),
        ];

        // Of every kind as many: g(R) with its hundreds of bins would else be all that counts. What is the same in every structure of a phase is no measurement.
        var counted = kinds.Where(kind => kind.Varies && kind.Coverage.Count > 0).Select(kind => kind.Coverage).ToArray();
        var note = $"mean over {counted.Length} kinds of numbers, {judged.Count} spectra under the conditions of training, pure and side by side";
        yield return new(test, "68 % interval holds", 100 * counted.Select(kind => kind.Within68).DefaultIfEmpty(double.NaN).Average()) { Unit = "%", Digits = 1, Pass = s_narrow, Note = note };
        yield return new(test, "95 % interval holds", 100 * counted.Select(kind => kind.Within95).DefaultIfEmpty(double.NaN).Average()) { Unit = "%", Digits = 1, Pass = s_wide, Note = note };
        foreach (var (name, varies, coverage) in kinds)
            yield return new(test, $"68 %: {name}", 100 * coverage.Within68) { Unit = "%", Digits = 1, Note = $"95 %: {100 * coverage.Within95:F1} %{(varies ? "" : "; a constant of its phase, not counted above")}" };
    }

    private static Coverage Bins(IReadOnlyList<Judged> judged)
    {
        var bins = new Coverage();
        foreach (var (sample, estimate) in judged)
        {
            for (var i = 0; i < (estimate?.R.Length ?? 0); i++)
                if (estimate!.R[i] <= EstimateNumbers.RadialHigh) bins.Add(sample.Neighbours[i], estimate.NeighboursPerAngstrom[i], estimate.NeighboursPerAngstromSigma[i]);
        }

        return bins;
    }

    private static Coverage Quantity(IReadOnlyList<Judged> judged, int index)
    {
        var coverage = new Coverage();
        foreach (var (sample, estimate) in judged)
        {
            if (estimate is null) continue;
            var found = EstimateNumbers.Of(estimate)[index];
            coverage.Add(sample.Quantities[index], found.Value, found.Sigma);
        }

        return coverage;
    }

    private static Coverage Phase(IReadOnlyList<Judged> judged, int index)
    {
        var coverage = new Coverage();
        foreach (var (sample, estimate) in judged)
        {
            if (estimate is null) continue;
            var found = EstimateNumbers.Phase(estimate, PhaseTargets.Names[index]);
            coverage.Add(sample.Phases[index], found.Value, found.Sigma);
        }

        return coverage;
    }

    private static bool Varies(IReadOnlyList<Judged> judged, Func<Judged, double> truth) => judged
        .GroupBy(one => Enumerable.Range(0, PhaseTargets.Count).MaxBy(phase => one.Sample.Phases[phase]))
        .Select(phase => phase.Select(truth).Where(double.IsFinite).ToArray())
        .Any(values => values.Length > 1 && values.Max() - values.Min() > Same * Math.Max(Math.Abs(values.Max()), Math.Abs(values.Min())));
}
