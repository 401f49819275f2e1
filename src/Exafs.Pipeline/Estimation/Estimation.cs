using Exafs.Physics.Estimates;
using Exafs.Signal;

namespace Exafs.Pipeline;

/// <summary>
/// Report → report with structure: every χ(k) of a batch that reaches far enough goes to its estimator in one call. It waits for nothing, and rejects nothing:
/// a scan without an estimate has the reason in its place. The same reports give the same estimates, in whatever batches they come. Not thread-safe.
/// </summary>
/// <param name="edge">Spectra of any other edge are refused.</param>
/// <param name="choose">The estimator of a report, asked in the order of the scans.</param>
public sealed class Estimation(EdgeGate edge, Func<Analyzed, EstimatorChoice> choose)
{
    /// <summary>χ(k) that ends before is not looked at, Å⁻¹: a scan that grows is shown from there on.</summary>
    public const double LowestKMax = 9;

    /// <summary>One estimator for every scan.</summary>
    public Estimation(EdgeGate edge, IStructureEstimator estimator)
        : this(edge, _ => new(estimator, null))
    {
    }

    /// <summary>The same reports in the same order; those analysed have their <see cref="Analyzed.Structure"/>.</summary>
    public IReadOnlyList<ScanReport> Estimate(IReadOnlyList<ScanReport> reports)
    {
        var estimated = reports.ToArray();
        var together = new Dictionary<IStructureEstimator, List<(int Index, ChiK Chi)>>();
        for (var i = 0; i < estimated.Length; i++)
        {
            if (estimated[i] is not Analyzed report)
                continue;
            var (chi, estimator, defect) = Prepare(report);
            if (defect is not null)
                estimated[i] = report with { Structure = new(null, defect) };
            else if (together.TryGetValue(estimator!, out var group))
                group.Add((i, chi!));
            else
                together[estimator!] = [(i, chi!)];
        }

        foreach (var (estimator, group) in together)
        {
            foreach (var ((index, _), outcome) in group.Zip(Estimate(estimator, [.. group.Select(member => member.Chi)])))
                estimated[index] = (Analyzed)estimated[index] with { Structure = outcome };
        }

        return estimated;
    }

    private (ChiK? Chi, IStructureEstimator? Estimator, Defect? Defect) Prepare(Analyzed report)
    {
        var (scan, reduction) = (report.Scan, report.Reduction);
        if (edge.Judge(scan.Element, scan.Edge, double.IsNaN(reduction.E0) ? null : reduction.E0) is { } other)
            return (null, null, other);
        var end = reduction.K.IsEmpty ? 0 : reduction.K[^1];
        if (end < LowestKMax)
            return (null, null, new("too_short_for_structure", $"χ(k) ends at {end:f1} Å⁻¹; the structure needs {LowestKMax}"));
        if (!reduction.Chi.All(double.IsFinite))
            return (null, null, new("not_finite", "χ(k) has values that are no numbers"));
        try
        {
            var (estimator, defect) = choose(report);
            return (new ChiK(reduction.Chi) { KStep = reduction.K[1] - reduction.K[0], E0 = reduction.E0, EpsilonK = reduction.Noise?.EpsilonK }, estimator, defect);
        }
        catch (Exception bug)
        {
            return (null, null, InternalError(bug));
        }
    }

    private static IReadOnlyList<EstimateOutcome> Estimate(IStructureEstimator estimator, ChiK[] batch)
    {
        try
        {
            var outcomes = estimator.Estimate(batch);
            return outcomes.Count == batch.Length ? outcomes : throw new InvalidOperationException($"{outcomes.Count} estimates of {batch.Length} spectra");
        }
        catch (Exception) when (batch.Length > 1)
        {
            // One spectrum that nobody thought of must not take its neighbours with it.
            return [.. batch.Select(chi => Estimate(estimator, [chi])[0])];
        }
        catch (Exception bug)
        {
            return [new(null, InternalError(bug))];
        }
    }

    private static Defect InternalError(Exception bug) => new("internal_error", $"{bug.GetType().Name}: {bug.Message}");
}
