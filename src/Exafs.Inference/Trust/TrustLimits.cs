using System.Text.Json.Serialization;

namespace Exafs.Inference.Trust;

/// <summary>Above which value each of <see cref="TrustStatistics"/> makes a spectrum unlike; null: it is not asked.</summary>
public sealed record TrustLimits
{
    /// <summary>A monochromator may be off, an oxide shifts the edge by 10 to 20 eV; the next element is hundreds of eV away.</summary>
    public const double LargestEdgeOffset = 40;

    /// <summary>Of networks for which none were found: guesses.</summary>
    public static TrustLimits Networks { get; } = new() { ConsistencyRFactor = 0.15, EnsembleSpread = 0.25 };

    public double? FitRFactor { get; init; }

    public double? MeltBesideCrystal { get; init; }

    public double? ConsistencyRFactor { get; init; }

    public double? EnsembleSpread { get; init; }

    public double? FeatureDistance { get; init; }

    /// <summary>eV.</summary>
    [JsonPropertyName("edge_offset_ev")]
    public double? EdgeOffset { get; init; } = LargestEdgeOffset;

    /// <summary>Which part of simulated measurements of held-out potentials stays below, before the margin.</summary>
    public double Quantile { get; init; } = 0.99;

    /// <summary>Times that quantile are the limits of what theory's own error makes larger: it is further from a foil than one theory from the other.</summary>
    public double Margin { get; init; } = 3;

    /// <summary>The limit that follows from a statistic's values on simulated measurements of held-out potentials.</summary>
    /// <param name="values">One of each measurement.</param>
    /// <param name="margin">Null: <see cref="Margin"/>.</param>
    /// <exception cref="ArgumentException">There are none.</exception>
    public double Of(IEnumerable<double> values, double? margin = null)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length > 0 ? (margin ?? Margin) * sorted[Math.Min(sorted.Length - 1, (int)(Quantile * sorted.Length))] : throw new ArgumentException("no values to set a limit by");
    }

    /// <exception cref="InvalidDataException">One is not above 0.</exception>
    public void Check()
    {
        double?[] limits = [FitRFactor, MeltBesideCrystal, ConsistencyRFactor, EnsembleSpread, FeatureDistance, EdgeOffset];
        if (limits.Any(limit => limit is { } given && !(given > 0))) throw new InvalidDataException("out of distribution: a limit is not above 0");
    }
}
