using System.Collections.Immutable;

namespace Exafs.Signal;

/// <summary>µ(E) → norm, χ(k), χ(R). Keeps a plan for each of the last energy grids, so that a series costs one plan.</summary>
/// <remarks>The same spectra give the same results, in whatever batches they come. Not thread-safe; never throws on bad data.</remarks>
public sealed class Reducer(ReductionParameters parameters)
{
    /// <summary>Plans kept; a scan that grows needs a new one at each look, and must not push out those of its neighbours.</summary>
    public const int PlansKept = 16;

    private const int SmallestSpectrum = 8;

    /// <summary>Beyond every absorption edge, eV.</summary>
    private const double HighestEnergy = 1e6;

    private readonly LinkedList<(double E0, ReductionPlan Plan)> _plans = new();

    public ReductionParameters Parameters { get; } = parameters;

    /// <summary>Reduces a batch; result i belongs to spectrum i.</summary>
    public IReadOnlyList<ReductionOutcome> Reduce(IReadOnlyList<Spectrum> batch) => [.. batch.Select(Reduce)];

    /// <summary>Reduces one spectrum as far as it allows.</summary>
    public ReductionOutcome Reduce(Spectrum spectrum)
    {
        var (clean, e0, defect) = Prepare(spectrum);
        return defect is null ? new ReductionOutcome(PlanFor(clean, e0).Reduce(clean), null) : new ReductionOutcome(null, defect);
    }

    private (Spectrum Clean, double E0, Defect? Defect) Prepare(Spectrum spectrum)
    {
        if (spectrum.Energy.Length != spectrum.Mu.Length)
            return (spectrum, 0, new Defect("length_mismatch", $"{spectrum.Energy.Length} energies and {spectrum.Mu.Length} values of µ"));
        var sorted = EnergyCleanup.Sort(spectrum);
        if (sorted.Energy.Length < SmallestSpectrum)
            return (sorted, 0, new Defect("too_few_points", $"{sorted.Energy.Length} finite points; at least {SmallestSpectrum} are needed"));
        if (!(sorted.Energy[0] > 0 && sorted.Energy[^1] < HighestEnergy))
            return (sorted, 0, new Defect("energy_out_of_range", $"energies from {sorted.Energy[0]:g6} to {sorted.Energy[^1]:g6} eV are not those of X-rays"));
        var clean = EnergyCleanup.ResolveDuplicates(sorted, Parameters.Compatibility);
        if (clean.Energy.Length < SmallestSpectrum)
            return (clean, 0, new Defect("too_few_points", $"{clean.Energy.Length} different energies; at least {SmallestSpectrum} are needed"));

        // Larch looks for E0 again where a given one does not lie inside the data. A scan that grows is told its E0, and waits for it.
        var basis = Parameters.Compatibility == Compatibility.None ? clean : sorted;
        var e0 = Parameters.E0 is { } given && (Parameters.Compatibility == Compatibility.None || (given >= clean.Energy[1] && given <= clean.Energy[^2]))
            ? given
            : EdgeEnergy.Find(basis.Energy.AsSpan(), basis.Mu.AsSpan(), Parameters.Compatibility);
        return double.IsFinite(e0) ? (clean, e0, null) : (clean, 0, new Defect("no_edge", "E0 cannot be found"));
    }

    private ReductionPlan PlanFor(Spectrum spectrum, double e0)
    {
        for (var node = _plans.First; node is not null; node = node.Next)
        {
            if (node.Value.E0 == e0 && Same(node.Value.Plan.Energy, spectrum.Energy))
            {
                if (node != _plans.First)
                {
                    _plans.Remove(node);
                    _plans.AddFirst(node);
                }
                return node.Value.Plan;
            }
        }
        var plan = new ReductionPlan(spectrum.Energy, e0, Parameters);
        _plans.AddFirst((e0, plan));
        if (_plans.Count > PlansKept)
            _plans.RemoveLast();
        return plan;
    }

    private static bool Same(ImmutableArray<double> a, ImmutableArray<double> b) => a == b || a.AsSpan().SequenceEqual(b.AsSpan());
}
