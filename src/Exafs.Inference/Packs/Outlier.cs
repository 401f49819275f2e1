using System.Collections.Immutable;

namespace Exafs.Inference.Packs;

/// <summary>How unlike the training set a spectrum is, and why.</summary>
/// <param name="Score">0 to 1; 0.5 at the threshold of what is worst.</param>
/// <param name="Reasons">In words, of what is beyond its threshold.</param>
internal readonly record struct Outlier(double Score, ImmutableArray<string> Reasons)
{
    private const double MaxEdgeOffset = 50;

    public static Outlier Of(PackManifest manifest, double? e0, double consistency, double spread)
    {
        var (thresholds, reasons, score) = (manifest.OutOfDistribution, ImmutableArray.CreateBuilder<string>(), 0.0);
        var edge = manifest.Features.EdgeEnergy;
        if (e0 is { } found && !(Math.Abs(found - edge) <= MaxEdgeOffset)) Worse(1, $"edge at {found:f0} eV, that of {manifest.Element} {manifest.Edge} lies at {edge:f0} eV");
        // A pack without a forward network has no consistency.
        if (!double.IsNaN(consistency)) Worse(consistency / (consistency + thresholds.ConsistencyRFactor), $"χ(k) of the structure found differs from the measured one, R-factor {consistency:g2}");
        Worse(spread / (spread + thresholds.MemberSpread), $"the networks contradict each other about g(R) by {spread:p0}");
        return new(score, reasons.ToImmutable());

        void Worse(double value, string reason)
        {
            score = Math.Max(score, value);
            if (value > 0.5) reasons.Add(reason);
        }
    }
}
