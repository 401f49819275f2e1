using Exafs.Signal;

namespace Exafs.Pipeline;

/// <summary>Reduces a batch of spectra on one set of parameters, one outcome for each.</summary>
public delegate IReadOnlyList<ReductionOutcome> ReduceBatch(IReadOnlyList<Spectrum> batch);

/// <summary>
/// Scan → report: the gate, µ(E), E0 by policy, the reduction, the gate again. Every scan gives exactly one report, in order, whatever is wrong with it.
/// It remembers nothing but what each series is held to, and that comes from finished scans alone, so the same finished scans give the same reports. Not thread-safe.
/// </summary>
public sealed class Analyzer
{
    private const int KeptReducers = 32;

    private readonly AnalysisOptions _options;
    private readonly Preparation _preparation;
    private readonly Func<ReductionParameters, ReduceBatch> _newReducer;
    private readonly Dictionary<double, ReduceBatch> _reducers = [];
    private SeriesMemory<SeriesHold> _memory = new();

    /// <param name="options">How.</param>
    public Analyzer(AnalysisOptions options)
        : this(options, parameters => new Reducer(parameters).Reduce)
    {
    }

    /// <param name="options">How.</param>
    /// <param name="newReducer">Makes the reduction for one set of parameters; it may keep plans per energy grid.</param>
    public Analyzer(AnalysisOptions options, Func<ReductionParameters, ReduceBatch> newReducer)
    {
        if (options.E0Policy == E0Policy.Fixed && options.Reduction.E0 is null)
            throw new ArgumentException("A fixed E0 must be given.", nameof(options));
        (_options, _preparation, _newReducer) = (options, new Preparation(options), newReducer);
    }

    /// <summary>One report per scan, in order.</summary>
    public IReadOnlyList<ScanReport> Analyze(IReadOnlyList<Scan> batch)
    {
        var reports = new ScanReport[batch.Count];
        var together = new Dictionary<ReduceBatch, List<Prepared>>();
        for (var i = 0; i < batch.Count; i++)
        {
            var (prepared, isFirst, defect) = Prepare(batch[i], i);
            if (defect is not null)
            {
                reports[i] = Refuse(batch[i], defect);
            }
            else if (isFirst)
            {
                // The first of its series is reduced alone: what the next one is held to depends on whether this one is good.
                reports[i] = Reduce(ReducerFor(prepared.Hold), [prepared])[0];
                if (reports[i] is Analyzed { Scan.IsSnapshot: false } && _options.E0Policy != E0Policy.PerScan)
                    _memory = _memory.Next(SeriesKey.Of(batch[i]), prepared.Hold);
            }
            else
            {
                var reducer = ReducerFor(prepared.Hold);
                if (!together.TryGetValue(reducer, out var group))
                    together[reducer] = group = [];
                group.Add(prepared);
            }
        }

        foreach (var (reducer, group) in together)
        {
            foreach (var (prepared, report) in group.Zip(Reduce(reducer, group)))
                reports[prepared.Index] = report;
        }

        return reports;
    }

    private (Prepared Prepared, bool IsFirst, Defect? Defect) Prepare(Scan scan, int index)
    {
        try
        {
            var (spectrum, defect) = _preparation.Read(scan);
            if (defect is not null)
                return (default, false, defect);
            var hold = _memory.For(SeriesKey.Of(scan));
            var isFirst = hold is null;
            if (isFirst)
                (hold, defect) = _preparation.Propose(scan, spectrum!);
            if (defect is not null)
                return (default, false, defect);
            var shift = _preparation.Shift(scan, hold!);
            return (new Prepared(index, scan, _preparation.Finish(spectrum!, hold!, shift), hold!, shift), isFirst, null);
        }
        catch (Exception bug)
        {
            return (default, false, InternalError(bug));
        }
    }

    private ReduceBatch ReducerFor(SeriesHold hold)
    {
        if (_reducers.TryGetValue(hold.E0, out var reducer))
            return reducer;
        if (_reducers.Count == KeptReducers)
            _reducers.Clear(); // a reducer is a store of plans, and plans are made again
        return _reducers[hold.E0] = _newReducer(_options.Reduction with { E0 = hold.E0 });
    }

    private ScanReport[] Reduce(ReduceBatch reduce, IReadOnlyList<Prepared> group)
    {
        IReadOnlyList<ReductionOutcome> outcomes;
        try
        {
            outcomes = reduce([.. group.Select(prepared => prepared.Spectrum)]);
        }
        catch (Exception) when (group.Count > 1)
        {
            // One scan that nobody thought of must not take its neighbours with it.
            return [.. group.Select(prepared => Reduce(reduce, [prepared])[0])];
        }
        catch (Exception bug)
        {
            outcomes = [new ReductionOutcome(null, InternalError(bug))];
        }

        return [.. group.Zip(outcomes, (prepared, outcome) => Report(prepared, outcome))];
    }

    private ScanReport Report(Prepared prepared, ReductionOutcome outcome)
    {
        var scan = prepared.Scan;
        if (outcome.Reduction is not { } reduction)
            return Refuse(scan, outcome.Defect ?? new Defect("internal_error", "the reduction gave neither a result nor a reason"));
        var defect = ReductionGate.Judge(reduction, _options.Quality);
        if (scan.IsSnapshot)
            return new Analyzed(scan, reduction.Limit is null ? reduction with { Limit = defect } : reduction) { EnergyShift = prepared.Shift };
        return defect is null ? new Analyzed(scan, reduction) { EnergyShift = prepared.Shift } : new Rejected(scan, defect);
    }

    // A scan that still grows is never rejected: it shows how far it has come, and what stands in the way of more.
    private ScanReport Refuse(Scan scan, Defect defect) => !scan.IsSnapshot
        ? new Rejected(scan, defect)
        : new Analyzed(scan, new Reduction
        {
            E0 = _memory.For(SeriesKey.Of(scan))?.E0 ?? double.NaN,
            Energy = scan.Energy.IsDefault ? [] : scan.Energy,
            Mu = [],
            Limit = defect,
        });

    private static Defect InternalError(Exception bug) => new("internal_error", $"{bug.GetType().Name}: {bug.Message}");

    private readonly record struct Prepared(int Index, Scan Scan, Spectrum Spectrum, SeriesHold Hold, double? Shift);
}
