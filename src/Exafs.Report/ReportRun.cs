using System.Collections.Immutable;
using Exafs.Adapters.Storage;
using Exafs.Pipeline.Changes;

namespace Exafs.Report;

/// <summary>A run, as far as it is drawn and told.</summary>
/// <param name="RunId">As the data call it.</param>
/// <param name="Scans">In the order of arrival.</param>
/// <param name="Events">In the order of announcement.</param>
internal sealed record ReportRun(string RunId, ImmutableArray<ReportScan> Scans, ImmutableArray<ChangeEvent> Events)
{
    /// <summary>Beyond, |χ(R)| is noise, Å.</summary>
    private const double LargestR = 6;

    private readonly ImmutableDictionary<string, ReportScan> _byId = Scans.ToImmutableDictionary(scan => scan.Stored.ScanId);

    /// <summary>All scans of one leg go the same way.</summary>
    public ImmutableArray<Leg> Legs { get; } = Leg.Of([.. Scans.Select(scan => scan.Temperature)]);

    /// <summary>Whether it can be drawn against temperature.</summary>
    public bool HasRamp => Legs.Any(leg => leg.Branch != Branch.Constant);

    public bool HasStructures => Scans.Any(scan => scan.Outcome?.Estimate is not null);

    public IEnumerable<ChangeEvent> Structural => Events.Where(change => change.IsStructural);

    public IEnumerable<ChangeEvent> Instrumental => Events.Where(change => change.Kind == ChangeKind.Instrument);

    /// <summary>What operators marked.</summary>
    public IEnumerable<ChangeEvent> Notes => Events.Where(change => change.Kind == ChangeKind.Note);

    /// <summary>Names of the phases, as the pack orders them.</summary>
    public ImmutableArray<string> Phases => [.. Scans.FirstOrDefault(scan => scan.Outcome?.Estimate is not null)?.Outcome!.Estimate!.Phases.Select(phase => phase.Name) ?? []];

    /// <summary>Null where the store lacks it.</summary>
    public ReportScan? Scan(string? scanId) => scanId is null ? null : _byId.GetValueOrDefault(scanId);

    /// <summary>Reads all of a run but the arrays that are only looked at scan by scan.</summary>
    public static ReportRun Read(StoreReader store, string runId, CancellationToken stopping)
    {
        var scans = ImmutableArray.CreateBuilder<ReportScan>();
        var axes = new List<ImmutableArray<double>>();
        foreach (StoredScan stored in store.Scans(runId))
        {
            stopping.ThrowIfCancellationRequested();
            var (r, magnitude) = (ImmutableArray<double>.Empty, ImmutableArray<double>.Empty);
            if (stored.Status == "analyzed" && store.Spectrum(stored) is { R.IsEmpty: false } spectrum)
            {
                var points = spectrum.R.Count(at => at <= LargestR);
                r = Shared(axes, spectrum.R[..points]);
                magnitude = [.. Enumerable.Range(0, points).Select(i => double.Hypot(spectrum.ChiRRe[i], spectrum.ChiRIm[i]))];
            }

            scans.Add(new(scans.Count + 1, stored, store.Estimate(stored), r, magnitude));
        }

        return new(runId, scans.ToImmutable(), [.. store.Events(runId)]);
    }

    // Thousands of scans have one axis.
    private static ImmutableArray<double> Shared(List<ImmutableArray<double>> axes, ImmutableArray<double> axis)
    {
        var known = axes.FindIndex(other => other.AsSpan().SequenceEqual(axis.AsSpan()));
        if (known >= 0) return axes[known];
        axes.Add(axis);
        return axis;
    }
}
