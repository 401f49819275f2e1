using Exafs.Signal;

namespace Exafs.Pipeline;

/// <summary>Scans that are compared with each other: one run, one edge of one element.</summary>
public readonly record struct SeriesKey(string RunId, string? Element, string? Edge)
{
    /// <summary>The series of a scan.</summary>
    public static SeriesKey Of(Scan scan) => new(scan.RunId, scan.Element, scan.Edge);

    public override string ToString() => (Element, Edge) switch
    {
        (null, _) => RunId,
        (_, null) => $"{RunId} {Element}",
        _ => $"{RunId} {Element} {Edge}",
    };
}
