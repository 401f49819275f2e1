using System.Collections.Immutable;
using Exafs.Adapters.Storage;
using Exafs.Physics.Estimates;
using Exafs.Pipeline.Changes;

namespace Exafs.Lab.CompareRuns;

/// <summary>Reads two runs, scan by scan; the arrays of one scan at a time are held.</summary>
internal sealed class RunComparer(StoreReader storeA, StoreReader storeB)
{
    private readonly ValueTally _e0 = new("e0", "eV"), _edgeStep = new("edge_step", ""), _epsilonK = new("epsilon_k", ""), _shift = new("energy_shift", "eV"), _temperature = new("sample_temperature", "K");
    private readonly CurveTally _norm = new("norm(E)", "eV"), _chi = new("chi(k)", "1/Å"), _chiR = new("chi(R)", "Å");
    private readonly Dictionary<string, ValueTally> _structure = [];
    private readonly List<ValueTally> _structureInOrder = [];
    private readonly Dictionary<(string What, string A, string B), List<string>> _outcomes = [];
    private int _structuresA, _structuresB;

    /// <summary>All of it.</summary>
    /// <exception cref="StoreException">A store cannot be read.</exception>
    public RunComparison Compare((string File, string RunId) a, (string File, string RunId) b, CancellationToken stopping)
    {
        IReadOnlyList<StoredScan> scansA = storeA.Scans(a.RunId), scansB = storeB.Scans(b.RunId);
        Dictionary<string, StoredScan> inB = scansB.ToDictionary(scan => scan.ScanId);
        var onlyInA = ImmutableArray.CreateBuilder<string>();
        foreach (StoredScan scan in scansA)
        {
            stopping.ThrowIfCancellationRequested();
            if (inB.Remove(scan.ScanId, out StoredScan? other)) Compare(scan, other);
            else onlyInA.Add(scan.ScanId);
        }

        ChangeEvent[] eventsA = Events(storeA, a.RunId), eventsB = Events(storeB, b.RunId);
        return new RunComparison(
            Side(storeA, a, scansA, _structuresA, eventsA.Length, stopping),
            Side(storeB, b, scansB, _structuresB, eventsB.Length, stopping))
        {
            OnlyInA = onlyInA.ToImmutable(),
            OnlyInB = [.. scansB.Where(scan => inB.ContainsKey(scan.ScanId)).Select(scan => scan.ScanId)],
            Outcomes = [.. _outcomes.Select(pair => new OutcomeChange(pair.Key.What, pair.Key.A, pair.Key.B, [.. pair.Value]))],
            Quantities = [.. new[] { _e0.Sum(), _edgeStep.Sum(), _epsilonK.Sum(), _shift.Sum(), _temperature.Sum(), _norm.Sum(), _chi.Sum(), _chiR.Sum() }.Concat(_structureInOrder.Select(tally => tally.Sum())).OfType<QuantityDifference>()],
            Events = [.. EventPair.Of(eventsA, eventsB)],
        };
    }

    private static ChangeEvent[] Events(StoreReader store, string runId) => [.. store.Events(runId).Where(change => change.Kind != ChangeKind.Note)];

    private static RunSide Side(StoreReader store, (string File, string RunId) run, IReadOnlyList<StoredScan> scans, int structures, int events, CancellationToken stopping) => new(
        run.File,
        run.RunId,
        RunHash.Of(store, run.RunId, stopping),
        scans.Count(scan => scan.Status == "analyzed"),
        scans.Count(scan => scan.Status != "analyzed"),
        structures,
        events,
        store.Defects(run.RunId).Count);

    private void Compare(StoredScan a, StoredScan b)
    {
        Note("scan", Outcome(a), Outcome(b), a.ScanId);
        _e0.Add(a.ScanId, a.E0, b.E0);
        _edgeStep.Add(a.ScanId, a.EdgeStep, b.EdgeStep);
        _epsilonK.Add(a.ScanId, a.EpsilonK, b.EpsilonK);
        _shift.Add(a.ScanId, a.EnergyShift, b.EnergyShift);
        _temperature.Add(a.ScanId, a.SampleTemperature, b.SampleTemperature);
        StoredSpectrum one = storeA.Spectrum(a) ?? s_none, two = storeB.Spectrum(b) ?? s_none;
        _norm.Add(a.ScanId, one.Energy, [one.Norm], two.Energy, [two.Norm]);
        _chi.Add(a.ScanId, one.K, [one.Chi], two.K, [two.Chi]);
        _chiR.Add(a.ScanId, one.R, [one.ChiRRe, one.ChiRIm], two.R, [two.ChiRRe, two.ChiRIm]);
        Compare(a.ScanId, storeA.Estimate(a), storeB.Estimate(b));
    }

    private void Compare(string scanId, EstimateOutcome? a, EstimateOutcome? b)
    {
        if (a is null && b is null) return;
        Note("structure", a?.Quality ?? "not asked for", b?.Quality ?? "not asked for", scanId);
        StructureEstimate? one = a?.Estimate, two = b?.Estimate;
        _structuresA += one is null ? 0 : 1;
        _structuresB += two is null ? 0 : 1;
        if (one is null && two is null) return;
        for (int i = 0; i < Math.Max(one?.Shells.Length ?? 0, two?.Shells.Length ?? 0); i++)
        {
            ShellEstimate? first = one?.Shells.ElementAtOrDefault(i), second = two?.Shells.ElementAtOrDefault(i);
            Structure($"N{i + 1}", "").Add(scanId, first?.CoordinationNumber, second?.CoordinationNumber);
            Structure($"R{i + 1}", "Å").Add(scanId, first?.Distance, second?.Distance);
            Structure($"sigma2_{i + 1}", "Å²").Add(scanId, first?.Sigma2, second?.Sigma2);
        }

        Structure("N within 3.2 Å", "").Add(scanId, one?.Within32, two?.Within32);
        foreach (string phase in (one?.Phases ?? []).Concat(two?.Phases ?? []).Select(phase => phase.Name).Distinct())
            Structure($"fraction of {phase}", "").Add(scanId, Fraction(one, phase), Fraction(two, phase));
    }

    private static Uncertain? Fraction(StructureEstimate? estimate, string phase) => estimate?.Phases.FirstOrDefault(known => known.Name == phase)?.Fraction;

    private static string Outcome(StoredScan scan) => (scan.Reason is null ? scan.Status : $"{scan.Status}: {scan.Reason}") + (scan.LimitReason is null ? "" : $" up to {scan.LimitReason}");

    private ValueTally Structure(string name, string unit)
    {
        if (_structure.TryGetValue(name, out ValueTally? tally)) return tally;
        _structureInOrder.Add(tally = _structure[name] = new(name, unit));
        return tally;
    }

    private void Note(string what, string a, string b, string scanId)
    {
        if (a == b) return;
        if (!_outcomes.TryGetValue((what, a, b), out List<string>? scans)) scans = _outcomes[(what, a, b)] = [];
        scans.Add(scanId);
    }

    private static readonly StoredSpectrum s_none = new([], [], [], [], [], [], [], []);
}
