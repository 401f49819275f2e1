using Exafs.Signal;

namespace Exafs.Pipeline;

/// <summary>Reduces a batch of spectra on one set of parameters, one outcome for each.</summary>
public delegate IReadOnlyList<ReductionOutcome> ReduceBatch(IReadOnlyList<Spectrum> batch);

/// <summary>
/// Scan → report: the gate, µ(E), E0 by policy, the reduction, the gate again. Every scan gives exactly one report, in order, whatever is wrong with it.
/// It remembers nothing but the E0 of each series, and that comes from finished scans alone, so the same finished scans give the same reports. Not thread-safe.
/// </summary>
public sealed class Analyzer
{
    private const int KeptReducers = 32;

    private readonly AnalysisOptions _options;
    private readonly Func<ReductionParameters, ReduceBatch> _newReducer;
    private readonly Dictionary<double, ReduceBatch> _reducers = [];
    private readonly ReduceBatch _finder;
    private E0State _e0;

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
        (_options, _newReducer) = (options, newReducer);
        _finder = newReducer(options.Reduction with { E0 = null });
        _e0 = new E0State(options.E0Policy == E0Policy.Fixed ? options.Reduction.E0 : null);
    }

    /// <summary>One report per scan, in order.</summary>
    public IReadOnlyList<ScanReport> Analyze(IReadOnlyList<Scan> batch)
    {
        var reports = new ScanReport[batch.Count];
        var together = new Dictionary<ReduceBatch, List<(int Index, Spectrum Spectrum)>>();
        for (var i = 0; i < batch.Count; i++)
        {
            var scan = batch[i];
            if (Prepare(scan, out var spectrum) is { } defect)
            {
                reports[i] = Refuse(scan, defect);
            }
            else if (ReducerFor(scan) is { } reducer)
            {
                if (!together.TryGetValue(reducer, out var group))
                    together[reducer] = group = [];
                group.Add((i, spectrum!));
            }
            else
            {
                // The first of its series: the next one cannot be reduced before this one's E0 is known.
                reports[i] = ReduceTogether(_finder, [spectrum!], [scan])[0];
                if (reports[i] is Analyzed { Scan.IsSnapshot: false } first)
                    _e0 = _e0.Next(SeriesKey.Of(scan), first.Reduction.E0);
            }
        }

        foreach (var (reducer, group) in together)
        {
            var reduced = ReduceTogether(reducer, [.. group.Select(entry => entry.Spectrum)], [.. group.Select(entry => batch[entry.Index])]);
            for (var i = 0; i < group.Count; i++)
                reports[group[i].Index] = reduced[i];
        }

        return reports;
    }

    private Defect? Prepare(Scan scan, out Spectrum? spectrum)
    {
        spectrum = null;
        try
        {
            var absorption = _options.AbsorptionOf(scan);
            if (ScanGate.Inspect(scan, absorption, _options.Quality) is { } defect)
                return defect;
            (spectrum, defect, _) = Absorption.Of(scan, absorption);
            return defect;
        }
        catch (Exception bug)
        {
            return InternalError(bug);
        }
    }

    // The reducer that the scan's series is held to; null when nothing holds it yet.
    private ReduceBatch? ReducerFor(Scan scan)
    {
        if (_options.E0Policy == E0Policy.PerScan)
            return _finder;
        if (_e0.For(SeriesKey.Of(scan)) is not { } e0)
            return null;
        if (_reducers.TryGetValue(e0, out var reducer))
            return reducer;
        if (_reducers.Count == KeptReducers)
            _reducers.Clear(); // a reducer is a store of plans, and plans are made again
        return _reducers[e0] = _newReducer(_options.Reduction with { E0 = e0 });
    }

    private ScanReport[] ReduceTogether(ReduceBatch reduce, Spectrum[] spectra, Scan[] scans)
    {
        IReadOnlyList<ReductionOutcome> outcomes;
        try
        {
            outcomes = reduce(spectra);
        }
        catch (Exception) when (spectra.Length > 1)
        {
            // One scan that nobody thought of must not take its neighbours with it.
            return [.. spectra.Select((spectrum, i) => ReduceTogether(reduce, [spectrum], [scans[i]])[0])];
        }
        catch (Exception bug)
        {
            outcomes = [new ReductionOutcome(null, InternalError(bug))];
        }

        return [.. outcomes.Select((outcome, i) => Report(scans[i], outcome))];
    }

    private ScanReport Report(Scan scan, ReductionOutcome outcome)
    {
        if (outcome.Reduction is not { } reduction)
            return Refuse(scan, outcome.Defect ?? new Defect("internal_error", "the reduction gave neither a result nor a reason"));
        var defect = ReductionGate.Judge(reduction, _options.Quality);
        if (scan.IsSnapshot)
            return new Analyzed(scan, reduction.Limit is null ? reduction with { Limit = defect } : reduction);
        return defect is null ? new Analyzed(scan, reduction) : new Rejected(scan, defect);
    }

    // A scan that still grows is never rejected: it shows how far it has come, and what stands in the way of more.
    private ScanReport Refuse(Scan scan, Defect defect) => !scan.IsSnapshot
        ? new Rejected(scan, defect)
        : new Analyzed(scan, new Reduction
        {
            E0 = _e0.For(SeriesKey.Of(scan)) ?? double.NaN,
            Energy = scan.Energy.IsDefault ? [] : scan.Energy,
            Mu = [],
            Limit = defect,
        });

    private static Defect InternalError(Exception bug) => new("internal_error", $"{bug.GetType().Name}: {bug.Message}");
}
