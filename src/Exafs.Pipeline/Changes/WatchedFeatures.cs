namespace Exafs.Pipeline.Changes;

/// <summary>Which numbers of a scan are watched for a change of the structure, and what change of each means something.</summary>
internal static class WatchedFeatures
{
    /// <summary>In proportion to a part of a phase of 0.03: what turning that part of iron from bcc to fcc does, and a margin for thermal motion.</summary>
    private static readonly (string Name, double Least)[] Others =
    [
        (ScanFeatures.Within32, 0.2), (ScanFeatures.R1, 0.008), (ScanFeatures.Density, 0.0008), (ScanFeatures.Volume, 0.1), ("n1", 0.3), ("n2_ratio", 0.06), ("sigma2_1_angstrom2", 0.003),
    ];

    public static IEnumerable<(string Name, double Least)> Of(ScanFeatures features, double fractionMinimum)
    {
        foreach (var name in features.Values.Keys)
        {
            if (ScanFeatures.IsPhase(name)) yield return (name, fractionMinimum);
        }

        foreach (var (name, least) in Others)
        {
            if (features.Values.ContainsKey(name)) yield return (name, least * fractionMinimum / 0.03);
        }
    }
}
