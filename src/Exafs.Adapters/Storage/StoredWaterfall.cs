namespace Exafs.Adapters.Storage;

/// <summary>|χ(R)| and g(R) of some scans of a run.</summary>
/// <param name="Origin">s since 1970 UTC that the times count from.</param>
/// <param name="Rows">[n].</param>
/// <param name="Times">s [n].</param>
/// <param name="Kelvin">[n].</param>
/// <param name="R">Axis of <paramref name="ChiRMag"/>: R, not corrected for phase.</param>
/// <param name="ChiRMag">[n, p], scan after scan; NaN where a scan stands on another axis.</param>
/// <param name="GR">Axis of <paramref name="G"/>.</param>
/// <param name="G">Neighbours per Å [n, q].</param>
public sealed record StoredWaterfall(double Origin, float[] Rows, float[] Times, float[] Kelvin, StoredAxis R, float[] ChiRMag, StoredAxis GR, float[] G)
{
    public static StoredWaterfall Empty { get; } = new(0, [], [], [], default, [], default, []);
}
