using Exafs.Physics.Estimates;
using Exafs.Pipeline.Changes;
using Exafs.Signal;

namespace Exafs.Adapters.Storage;

/// <summary>
/// The results of a run in one number: SHA-256 over every final result in the order of arrival, bit for bit. Two stores have it in common where the same scans gave the same spectra, χ(k), χ(R),
/// structures and events. Nothing goes in that depends on the clock on the wall, on speed, or on where it ran: no latency, no alert, no note of an operator, no id of the run.
/// </summary>
public static class RunHash
{
    private const string Version = "exafs-run-v1";

    /// <summary>The hash of a run, 64 hexadecimal digits.</summary>
    /// <param name="store">Where it is.</param>
    /// <param name="runId">Which; of one that is not there it is the hash of nothing.</param>
    /// <param name="stopping">Ends it.</param>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public static string Of(StoreReader store, string runId, CancellationToken stopping = default)
    {
        using var hash = new CanonicalHash();
        hash.Add(Version);
        foreach (StoredScan scan in store.Scans(runId))
        {
            stopping.ThrowIfCancellationRequested();
            hash.Add("scan");
            Add(hash, scan);
            Add(hash, store.Spectrum(scan));
            Add(hash, store.Estimate(scan));
        }

        foreach (ChangeEvent change in store.Events(runId).Where(change => change.Kind != ChangeKind.Note))
        {
            hash.Add("event");
            Add(hash, change);
        }

        foreach (Defect defect in store.Defects(runId))
        {
            hash.Add("defect");
            hash.Add(defect.Reason);
            hash.Add(defect.Detail);
        }

        return hash.End();
    }

    private static void Add(CanonicalHash hash, StoredScan scan)
    {
        foreach (string? text in (ReadOnlySpan<string?>)[scan.ScanId, scan.Element, scan.Edge, scan.Direction, scan.Progress, scan.Status, scan.Reason, scan.Detail, scan.LimitReason])
            hash.Add(text);
        hash.Add(scan.Sequence);
        hash.Add(scan.Points);
        hash.Add(scan.StartTime);
        hash.Add(scan.MidTime);
        hash.Add(scan.EndTime);
        foreach (double? number in (ReadOnlySpan<double?>)[scan.SampleTemperature, scan.E0, scan.EdgeStep, scan.EpsilonK, scan.EpsilonR, scan.KMaxSuggested, scan.EnergyShift])
            hash.Add(number);
    }

    private static void Add(CanonicalHash hash, StoredSpectrum? spectrum)
    {
        hash.Add(spectrum is null ? null : "spectrum");
        if (spectrum is null)
            return;
        hash.Add(spectrum.Energy);
        hash.Add(spectrum.Mu);
        hash.Add(spectrum.Norm);
        hash.Add(spectrum.K);
        hash.Add(spectrum.Chi);
        hash.Add(spectrum.R);
        hash.Add(spectrum.ChiRRe);
        hash.Add(spectrum.ChiRIm);
    }

    private static void Add(CanonicalHash hash, EstimateOutcome? outcome)
    {
        hash.Add(outcome is null ? null : "structure");
        hash.Add(outcome?.Defect?.Reason);
        hash.Add(outcome?.Defect?.Detail);
        Add(hash, outcome?.Estimate);
    }

    private static void Add(CanonicalHash hash, StructureEstimate? estimate)
    {
        hash.Add(estimate?.Pack.Name);
        if (estimate is null)
            return;
        hash.Add(estimate.Pack.Sha256);
        hash.Add(estimate.R);
        hash.Add(estimate.NeighboursPerAngstrom);
        hash.Add(estimate.NeighboursPerAngstromSigma);
        hash.Add(estimate.ShellCovariance);
        hash.Add((long)estimate.Shells.Length);
        foreach (ShellEstimate shell in estimate.Shells)
        {
            Add(hash, shell.CoordinationNumber);
            Add(hash, shell.Distance);
            Add(hash, shell.Sigma2);
            Add(hash, shell.ThirdCumulant);
        }

        foreach (Uncertain ratio in estimate.ShellRatios)
            Add(hash, ratio);
        Add(hash, estimate.Within32);
        Add(hash, estimate.Density);
        hash.Add((long)estimate.Phases.Length);
        foreach (PhaseEstimate phase in estimate.Phases)
        {
            hash.Add(phase.Name);
            Add(hash, phase.Fraction);
        }

        foreach (double number in (ReadOnlySpan<double>)[estimate.OodScore, estimate.ConsistencyRFactor, estimate.KMax, estimate.DeltaE0, estimate.S02, estimate.TrustedRMax])
            hash.Add(number);
        hash.Add(string.Join('\n', estimate.OodReasons));
        hash.Add(string.Join('\n', estimate.Disagreements));
        Add(hash, estimate.SecondOpinion);
    }

    private static void Add(CanonicalHash hash, ChangeEvent change)
    {
        foreach (string? text in (ReadOnlySpan<string?>)[change.Series.Element, change.Series.Edge, change.KindName, change.Cause, change.ScanId, change.FirstScanId, change.BeforeScanId, change.BranchName, change.Detail])
            hash.Add(text);
        hash.Add(change.Sequence);
        hash.Add(change.Time);
        hash.Add((long)change.DelayScans);
        hash.Add(change.DelayKelvin);
        hash.Add(change.Confidence);
        Add(hash, change.TemperatureKelvin);
        Add(hash, change.Transition?.TemperatureKelvin);
        Add(hash, change.Transition?.WidthKelvin);
        hash.Add((long?)change.Transition?.Scans);
        hash.Add((long)change.Moved.Length);
        foreach (MovedFeature moved in change.Moved)
        {
            hash.Add(moved.Name);
            Add(hash, moved.Before);
            Add(hash, moved.After);
        }
    }

    private static void Add(CanonicalHash hash, Uncertain? value)
    {
        hash.Add(value?.Value);
        hash.Add(value?.Sigma);
    }
}
