using System.Collections.Immutable;
using System.Text;

namespace Exafs.Pipeline;

/// <summary>
/// The books of the stream at one moment. A scan is <i>finished</i> when it is complete, aborted or defective: it is counted once.
/// A <i>snapshot</i> shows a scan that still grows: there are any number of them, and they are counted apart.
/// </summary>
public sealed record LedgerCounts
{
    /// <summary>Finished scans that the publishers' numbers say were sent.</summary>
    public long Announced { get; init; }

    /// <summary>Announced scans that never came.</summary>
    public long Missed { get; init; }

    /// <summary>Finished scans that came.</summary>
    public long Received { get; init; }

    /// <summary>Of these, scans without a number.</summary>
    public long Unnumbered { get; init; }

    /// <summary>Of these, scans that came again under the number just seen.</summary>
    public long Repeated { get; init; }

    /// <summary>Of these, scans that came late and filled a gap.</summary>
    public long Late { get; init; }

    /// <summary>Times that a publisher began to count anew.</summary>
    public long Restarts { get; init; }

    /// <summary>Finished scans and snapshots that wait for the reduction.</summary>
    public long Waiting { get; init; }

    public long Analyzed { get; init; }

    /// <summary>Rejected scans by reason.</summary>
    public ImmutableSortedDictionary<string, long> Rejected { get; init; } = ImmutableSortedDictionary<string, long>.Empty;

    /// <summary>Analysed scans by what their structure's estimate came to: good, out_of_distribution, or why there is none; empty where nobody estimates.</summary>
    public ImmutableSortedDictionary<string, long> Estimates { get; init; } = ImmutableSortedDictionary<string, long>.Empty;

    public long SnapshotsReceived { get; init; }

    /// <summary>Snapshots that a newer state of their scan overtook in the queue.</summary>
    public long SnapshotsSuperseded { get; init; }

    public long SnapshotsAnalyzed { get; init; }

    public ImmutableArray<SinkCounts> Sinks { get; init; } = [];

    public long RejectedTotal => Rejected.Values.Sum();

    /// <summary>What is not conserved, one sentence each; none after an orderly end. Before the end, what waits or is being reduced counts as missing.</summary>
    public ImmutableArray<string> Violations()
    {
        var violations = ImmutableArray.CreateBuilder<string>();
        Require(Announced, Received - Unnumbered - Repeated + Missed, "announced = received - unnumbered - repeated + missed");
        Require(Received, Analyzed + RejectedTotal, "received = analyzed + rejected");
        Require(SnapshotsReceived, SnapshotsAnalyzed + SnapshotsSuperseded, "snapshots = analyzed + superseded");
        Require(Waiting, 0, "waiting = 0");
        if (!Estimates.IsEmpty)
            Require(Analyzed, Estimates.Values.Sum(), "analyzed = estimates of every outcome");
        foreach (var sink in Sinks)
        {
            Require(sink.Offered, sink.Delivered + sink.Queued + sink.DroppedTotal, $"{sink.Name}: reports = delivered + queued + dropped");
            Require(sink.Queued, 0, $"{sink.Name}: queued = 0");
            if (sink.EveryScan)
                Require(sink.Offered, Analyzed + RejectedTotal, $"{sink.Name}: reports = analyzed + rejected");
        }

        return violations.ToImmutable();

        void Require(long left, long right, string law)
        {
            if (left != right)
                violations.Add($"{law}: {left} is not {right}");
        }
    }

    /// <summary>The books as lines of text.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append($"announced {Announced} = received {Received} - unnumbered {Unnumbered} - repeated {Repeated} + missed {Missed}");
        text.Append($" (late {Late}, publisher restarts {Restarts})\n");
        text.Append($"received {Received} = analyzed {Analyzed} + rejected {RejectedTotal}{List(Rejected)}\n");
        text.Append($"snapshots {SnapshotsReceived} = analyzed {SnapshotsAnalyzed} + superseded {SnapshotsSuperseded}");
        if (!Estimates.IsEmpty)
            text.Append($"\nestimates {Estimates.Values.Sum()}{List(Estimates)}");
        foreach (var sink in Sinks)
            text.Append($"\n{sink.Name}: reports {sink.Offered} = delivered {sink.Delivered} + queued {sink.Queued} + dropped {sink.DroppedTotal}{List(sink.Dropped)}, failed writes {sink.Failures}");
        return text.ToString();
    }

    private static string List(ImmutableSortedDictionary<string, long> counts) =>
        counts.IsEmpty ? "" : $" ({string.Join(", ", counts.Select(pair => $"{pair.Key} {pair.Value}"))})";
}
