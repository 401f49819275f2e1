using Exafs.Inference.Targets;

namespace Exafs.Lab.Evaluate;

/// <summary>Whether the errors that are told hold.</summary>
internal static class CoverageRows
{
    private static readonly Bound s_narrow = new(60, 76), s_wide = Bound.AtLeast(92);

    /// <summary>All together, judged; then each kind by itself, told.</summary>
    /// <param name="test">What they are called.</param>
    /// <param name="judged">With estimates.</param>
    public static IEnumerable<Finding> Of(string test, IReadOnlyList<Judged> judged)
    {
        var kinds = new List<(string Name, Coverage Coverage)>();
        for (var quantity = 0; quantity < Quantities.Count; quantity++) kinds.Add((Quantities.Names[quantity], new()));
        for (var phase = 0; phase < PhaseTargets.Count; phase++) kinds.Add(($"part of {PhaseTargets.Names[phase]}", new()));
        var bins = new Coverage();
        foreach (var (sample, estimate) in judged)
        {
            if (estimate is null) continue;
            var numbers = EstimateNumbers.Of(estimate);
            for (var quantity = 0; quantity < Quantities.Count; quantity++) kinds[quantity].Coverage.Add(sample.Quantities[quantity], numbers[quantity].Value, numbers[quantity].Sigma);
            for (var phase = 0; phase < PhaseTargets.Count; phase++)
            {
                var found = EstimateNumbers.Phase(estimate, PhaseTargets.Names[phase]);
                kinds[Quantities.Count + phase].Coverage.Add(sample.Phases[phase], found.Value, found.Sigma);
            }

            for (var i = 0; i < estimate.R.Length; i++)
                if (estimate.R[i] <= EstimateNumbers.RadialHigh) bins.Add(sample.Neighbours[i], estimate.NeighboursPerAngstrom[i], estimate.NeighboursPerAngstromSigma[i]);
        }

        // Of every kind as many: g(R) with its hundreds of bins would else be all that counts.
        double Mean(Func<Coverage, double> of) => 100 * kinds.Select(kind => of(kind.Coverage)).Append(of(bins)).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();
        yield return new(test, "68 % interval holds", Mean(kind => kind.Within68)) { Unit = "%", Digits = 1, Pass = s_narrow, Note = $"mean over {kinds.Count + 1} kinds of numbers, {judged.Count} spectra" };
        yield return new(test, "95 % interval holds", Mean(kind => kind.Within95)) { Unit = "%", Digits = 1, Pass = s_wide };
        foreach (var (name, coverage) in kinds.Append(("g(R) below 5.2 Å", bins)))
        {
            yield return new(test, $"68 %: {name}", 100 * coverage.Within68) { Unit = "%", Digits = 1 };
            yield return new(test, $"95 %: {name}", 100 * coverage.Within95) { Unit = "%", Digits = 1 };
        }
    }
}
