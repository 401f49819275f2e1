using System.Collections.Immutable;
using Exafs.Signal;

namespace Exafs.Pipeline;

/// <summary>Counts every scan at every door of the stream, so that at the end nothing can be missing unseen. Thread-safe.</summary>
public sealed class Ledger
{
    /// <summary>So many runs' numbers are followed at a time; then the one longest unheard of is forgotten (its counts stay).</summary>
    public const int FollowedRuns = 256;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (SequenceTracker Tracker, long Heard)> _runs = [];
    private LedgerCounts _counts = new();
    private ImmutableArray<SinkAccount> _sinks = [];
    private Func<int> _waiting = () => 0;

    /// <summary>The books now.</summary>
    public LedgerCounts Counts
    {
        get
        {
            lock (_gate)
                return _counts with { Waiting = _waiting(), Sinks = [.. _sinks.Select(sink => sink.Counts)] };
        }
    }

    /// <summary>Opens the books of a sink.</summary>
    /// <param name="name">Its name in the summary and in the metrics.</param>
    /// <param name="everyScan">Whether it is owed the final report of every scan.</param>
    public SinkAccount Sink(string name, bool everyScan)
    {
        var account = new SinkAccount(name, everyScan);
        lock (_gate)
            _sinks = _sinks.Add(account);
        return account;
    }

    /// <summary>What is not conserved, one sentence each; none after an orderly end.</summary>
    public ImmutableArray<string> Check() => Counts.Violations();

    internal void MeasureWaitingBy(Func<int> waiting) => _waiting = waiting;

    internal void Received(Scan scan)
    {
        lock (_gate)
        {
            if (scan.IsSnapshot)
            {
                _counts = _counts with { SnapshotsReceived = _counts.SnapshotsReceived + 1 };
                return;
            }

            _counts = _counts with { Received = _counts.Received + 1 };
            if (scan.Sequence is { } number)
                Follow(scan.RunId, number);
            else
                _counts = _counts with { Unnumbered = _counts.Unnumbered + 1 };
        }
    }

    internal void Superseded()
    {
        lock (_gate)
            _counts = _counts with { SnapshotsSuperseded = _counts.SnapshotsSuperseded + 1 };
    }

    internal void Reported(ScanReport report)
    {
        lock (_gate)
        {
            _counts = report switch
            {
                Rejected rejected => _counts with { Rejected = _counts.Rejected.Plus(rejected.Defect.Reason, 1) },
                { Scan.IsSnapshot: true } => _counts with { SnapshotsAnalyzed = _counts.SnapshotsAnalyzed + 1 },
                Analyzed { Structure: { } structure } => _counts with { Analyzed = _counts.Analyzed + 1, Estimates = _counts.Estimates.Plus(structure.Quality, 1) },
                _ => _counts with { Analyzed = _counts.Analyzed + 1 },
            };
        }
    }

    private void Follow(string run, long number)
    {
        var before = _runs.TryGetValue(run, out var known) ? known.Tracker : new SequenceTracker();
        var after = before.Next(number);
        _counts = _counts with
        {
            Announced = _counts.Announced + after.Announced - before.Announced,
            Missed = _counts.Missed + after.Missed - before.Missed,
            Repeated = _counts.Repeated + after.Repeated - before.Repeated,
            Late = _counts.Late + after.Late - before.Late,
            Restarts = _counts.Restarts + after.Restarts - before.Restarts,
        };
        _runs[run] = (after, _counts.Received);
        if (_runs.Count > FollowedRuns)
            _runs.Remove(_runs.MinBy(entry => entry.Value.Heard).Key);
    }
}
