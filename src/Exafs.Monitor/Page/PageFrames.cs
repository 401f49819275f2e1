using Exafs.Adapters.Storage;
using Exafs.Physics.Estimates;
using Exafs.Pipeline;
using Exafs.Pipeline.Changes;

namespace Exafs.Monitor.Page;

/// <summary>The frames of spectra, series and events.</summary>
internal static class PageFrames
{
    /// <summary>The scan that came last, or grows.</summary>
    /// <param name="report">What is known of it.</param>
    /// <param name="row">In the store; null: not yet.</param>
    /// <param name="kweight">k weight of χ(R).</param>
    /// <param name="time">The clock that the scan was received on.</param>
    public static byte[] Now(ScanReport report, long? row, double kweight, TimeProvider time)
    {
        var made = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds;
        double? received = report.Scan.ReceivedTimestamp == 0 ? null : made - time.GetElapsedTime(report.Scan.ReceivedTimestamp).TotalMilliseconds;
        var header = new { Type = "now", Scan = ScanHead.Of(report, row), ReceivedMs = received, MadeMs = made, Kweight = kweight };
        if (report is not Analyzed { Reduction: var reduction } analyzed)
            return PageFrame.Write(header, Arrays([], [], [], [], [], [], [], [], [], null));
        return PageFrame.Write(header, Arrays(
            reduction.Energy, reduction.Mu, reduction.PreEdge, reduction.PostEdge, reduction.Norm, reduction.K, reduction.Chi, reduction.R, reduction.ChiRMag, analyzed.Structure?.Estimate));
    }

    /// <summary>A scan of the store.</summary>
    public static byte[] Stored(StoreReader store, StoredScan scan, double kweight, TimeProvider time)
    {
        var structure = store.Estimate(scan);
        var header = new { Type = "scan", Scan = ScanHead.Of(scan, structure), ReceivedMs = (double?)null, MadeMs = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds, Kweight = kweight };
        return store.Spectrum(scan) is not { } spectrum
            ? PageFrame.Write(header, Arrays([], [], [], [], [], [], [], [], [], null))
            : PageFrame.Write(header, Arrays(
                spectrum.Energy, spectrum.Mu, [], [], spectrum.Norm, spectrum.K, spectrum.Chi, spectrum.R, [.. spectrum.ChiRRe.Zip(spectrum.ChiRIm, double.Hypot)], structure?.Estimate));
    }

    public static byte[] Track(string runId, StoredTrack track) =>
        PageFrame.Write(new { Type = "track", RunId = runId, T0 = track.Origin, track.Entries, track.Series }, track.Arrays);

    public static byte[] Waterfall(string runId, StoredWaterfall all) => PageFrame.Write(
        new { Type = "waterfall", RunId = runId, T0 = all.Origin, Columns = all.Rows.Length, all.R, G_r = all.GR },
        [("row", all.Rows), ("time", all.Times), ("kelvin", all.Kelvin), ("chir", all.ChiRMag), ("g", all.G)]);

    /// <summary>What happened in a run, the notes that were made among it.</summary>
    public static byte[] Events(string runId, IReadOnlyList<ChangeEvent> events, Func<string, long?> rowOf) => PageFrame.Write(new
    {
        Type = "events",
        RunId = runId,
        Events = events.Select(change => new
        {
            Kind = change.KindName,
            change.Cause,
            change.ScanId,
            Row = rowOf(change.ScanId),
            Time = PageFrame.Seconds(change.Time),
            TemperatureKelvin = change.TemperatureKelvin is { } kelvin ? StructureHead.Pair(kelvin) : null,
            Branch = change.BranchName,
            Confidence = PageFrame.Finite(change.Confidence),
            change.Detail,
        }),
    });

    private static (string, float[])[] Arrays(
        IReadOnlyList<double> energy, IReadOnlyList<double> mu, IReadOnlyList<double> preEdge, IReadOnlyList<double> postEdge, IReadOnlyList<double> norm,
        IReadOnlyList<double> k, IReadOnlyList<double> chi, IReadOnlyList<double> r, IReadOnlyList<double> chirMag, StructureEstimate? structure) =>
    [
        ("energy", PageFrame.Singles(energy)),
        ("mu", PageFrame.Singles(mu)),
        ("pre_edge", PageFrame.Singles(preEdge)),
        ("post_edge", PageFrame.Singles(postEdge)),
        ("norm", PageFrame.Singles(norm)),
        ("k", PageFrame.Singles(k)),
        ("chi", PageFrame.Singles(chi)),
        ("r", PageFrame.Singles(r)),
        ("chir_mag", PageFrame.Singles(chirMag)),
        ("g_r", PageFrame.Singles(structure?.R ?? [])),
        ("g", PageFrame.Singles(structure?.NeighboursPerAngstrom ?? [])),
        ("g_sigma", PageFrame.Singles(structure?.NeighboursPerAngstromSigma ?? [])),
    ];
}
