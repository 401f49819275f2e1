using System.Globalization;
using Exafs.Inference.Targets;
using Exafs.Physics.Estimates;

namespace Exafs.Lab.Evaluate;

/// <summary>Coordination, distance, σ² of potentials that nothing has learnt from.</summary>
internal static class HeldOutRows
{
    // Of the issue's table: neighbours %, distance Å, σ² %.
    private static readonly (Bound Pass, Bound Stretch)[] s_limits = [(Bound.AtMost(2), Bound.AtMost(1)), (Bound.AtMost(0.010), Bound.AtMost(0.004)), (Bound.AtMost(8), Bound.AtMost(5))];

    /// <summary>All, those that molecular dynamics gave unchanged, and each potential by itself.</summary>
    /// <param name="test">What they are called.</param>
    /// <param name="judged">By both estimators.</param>
    /// <param name="runs">Of their library.</param>
    /// <param name="limited">Whether the limits are for these.</param>
    public static IEnumerable<Finding> Of(string test, IReadOnlyList<Judged> judged, HeldOutRuns runs, bool limited)
    {
        foreach (var finding in Group(test, judged, limited)) yield return finding;
        foreach (var finding in Group($"{test}, unchanged by augmentation", [.. judged.Where(one => runs.IsUnchanged(one.Sample.Structures[0]))], limited)) yield return finding;
        foreach (var potential in judged.GroupBy(one => $"{Phase(one)} of {runs.Potential(one.Sample.Structures[0])}"))
            foreach (var finding in Group($"{test}, {potential.Key}", [.. potential], limited: false)) yield return finding;

        static string Phase(Judged one) => PhaseTargets.Names[Enumerable.Range(0, PhaseTargets.Count).MaxBy(phase => one.Sample.Phases[phase])];
    }

    private static IEnumerable<Finding> Group(string test, IReadOnlyList<Judged> judged, bool limited)
    {
        yield return Errors("N(0–3.2 Å)", "%", 2, Quantities.Within32, 0, relative: true);
        yield return Errors("R1", "Å", 4, EstimateNumbers.R1, 1, relative: false);
        yield return Errors("σ²1", "%", 1, EstimateNumbers.SigmaSquared1, 2, relative: true);
        yield return new(test, "R-factor of g(R), 1.8–5.2 Å", Radial(judged, estimate => estimate))
        {
            Digits = 4,
            Decomposition = Second(judged) ? Radial(judged, estimate => estimate.SecondOpinion) : null,
        };

        Finding Errors(string quantity, string unit, int digits, int index, int limit, bool relative)
        {
            var network = Of(judged, index, relative, estimate => estimate);
            var lost = judged.Count(one => one.Estimate is null);
            return new(test, quantity, network.MeanAbsolute)
            {
                Unit = unit,
                Digits = digits,
                Decomposition = Second(judged) ? Of(judged, index, relative, estimate => estimate.SecondOpinion).MeanAbsolute : null,
                Pass = limited ? s_limits[limit].Pass : null,
                Stretch = limited ? s_limits[limit].Stretch : null,
                Note = string.Create(CultureInfo.InvariantCulture, $"mean absolute error of {network.Count}, bias {network.Bias.ToString($"+0.{new string('0', digits)};-0.{new string('0', digits)};0", CultureInfo.InvariantCulture)} {unit}{(lost > 0 ? $"; {lost} refused" : "")}"),
            };
        }
    }

    private static Deviations Of(IReadOnlyList<Judged> judged, int index, bool relative, Func<StructureEstimate, StructureEstimate?> opinion) => Deviations.Of(judged.Select(one =>
    {
        if (one.Estimate is null || opinion(one.Estimate) is not { } estimate) return double.NaN;
        double truth = one.Sample.Quantities[index], off = EstimateNumbers.Of(estimate)[index].Value - truth;
        return relative ? 100 * off / truth : off;
    }));

    private static double Radial(IReadOnlyList<Judged> judged, Func<StructureEstimate, StructureEstimate?> opinion) =>
        Deviations.Of(judged.Select(one => one.Estimate is not null && opinion(one.Estimate) is { } estimate ? EstimateNumbers.RadialFactor(estimate, one.Sample.Neighbours.AsSpan()) : double.NaN)).Bias;

    private static bool Second(IReadOnlyList<Judged> judged) => judged.Any(one => one.Estimate?.SecondOpinion is not null);
}
