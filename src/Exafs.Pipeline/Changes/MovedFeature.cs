using Exafs.Physics.Estimates;

namespace Exafs.Pipeline.Changes;

/// <summary>A feature before and after a change.</summary>
/// <param name="Name">As in <see cref="ScanFeatures"/>; the unit stands in it.</param>
/// <param name="Before">What it would be now had nothing changed.</param>
/// <param name="After">What it is.</param>
public sealed record MovedFeature(string Name, Uncertain Before, Uncertain After)
{
    /// <summary>After − before.</summary>
    public Uncertain Difference => new(After.Value - Before.Value, Math.Sqrt((After.Sigma * After.Sigma) + (Before.Sigma * Before.Sigma)));
}
