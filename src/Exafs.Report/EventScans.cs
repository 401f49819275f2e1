using Exafs.Pipeline.Changes;

namespace Exafs.Report;

/// <summary>The scans that show an event best: the last of the state before, the one on which it was announced, and one of the state after.</summary>
internal sealed record EventScans(ReportScan? Before, ReportScan? At, ReportScan? After)
{
    /// <summary>So many scans after it was announced, where no further event tells when the change has ended.</summary>
    private const int Later = 5;

    public static EventScans Of(ReportRun run, ChangeEvent change)
    {
        ReportScan? at = run.Scan(change.ScanId);
        ReportScan? first = run.Scan(change.FirstScanId) ?? at;
        ReportScan? before = run.Scan(change.BeforeScanId) ?? (first is null ? null : run.Scans[..(first.Number - 1)].LastOrDefault(scan => scan.IsAnalyzed));
        return new(before, at, Following(run, change, at));
    }

    /// <summary>Those that there are, with what they are.</summary>
    public IEnumerable<(string Word, ReportScan Scan)> All
    {
        get
        {
            if (Before is not null) yield return ("before", Before);
            if (At is not null) yield return ("at", At);
            if (After is not null) yield return ("after", After);
        }
    }

    private static ReportScan? Following(ReportRun run, ChangeEvent change, ReportScan? at)
    {
        if (at is null) return null;
        if (change.Kind == ChangeKind.Onset)
        {
            ChangeEvent? next = run.Structural.SkipWhile(other => !ReferenceEquals(other, change)).Skip(1).FirstOrDefault(other => other.Series == change.Series);
            if (next?.Kind == ChangeKind.Completion && run.Scan(next.ScanId) is { } end) return end;
        }

        return run.Scans[at.Number..].Where(scan => scan.IsAnalyzed).Take(Later).LastOrDefault();
    }
}
