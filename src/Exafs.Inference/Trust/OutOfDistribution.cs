using System.Collections.Immutable;

namespace Exafs.Inference.Trust;

/// <summary>Calls a spectrum unlike what the pack was made of, and says why.</summary>
/// <remarks>Each statistic over its limit; the largest ratio x counts, and the score x/(1 + x) is 0.5 at the limit. Pure and thread-safe.</remarks>
public sealed class OutOfDistribution(TrustLimits limits)
{
    public TrustLimits Limits { get; } = limits;

    /// <summary>Score from 0 to 1, and in words what exceeds its limit, worst first.</summary>
    public (double Score, ImmutableArray<string> Reasons) Judge(TrustStatistics statistics)
    {
        (double Ratio, string Words)[] judged =
        [
            .. Ratio(statistics.EdgeOffset, Limits.EdgeOffset, (value, limit) => $"E0 lies {value:F0} eV from the edge of the pack's element: another element or edge"),
            .. Ratio(statistics.FitRFactor, Limits.FitRFactor, (value, limit) => $"no mixture of the library's structures gives this spectrum: R-factor {value:G2}, at most {limit:G2} is expected"),
            .. Ratio(statistics.MeltBesideCrystal, Limits.MeltBesideCrystal, (value, limit) => $"the amplitude is too small for the order that the spectrum shows ({value:P0} of a melt beside cold crystals, at most {limit:P0} is expected): self-absorption, harmonics, pinholes, or a calibration that does not fit"),
            .. Ratio(statistics.ConsistencyRFactor, Limits.ConsistencyRFactor, (value, limit) => $"the spectrum of the structure found is not the measured one: R-factor {value:G2}, at most {limit:G2} is expected"),
            .. Ratio(statistics.EnsembleSpread, Limits.EnsembleSpread, (value, limit) => $"the networks of the ensemble disagree about g(R) by {value:P0}, at most {limit:P0} is expected"),
            .. Ratio(statistics.FeatureDistance, Limits.FeatureDistance, (value, limit) => $"the spectrum lies {value:G2} standard deviations from those of the training, at most {limit:G2} is expected"),
        ];
        var worst = judged.Select(each => each.Ratio).DefaultIfEmpty(0).Max();
        return (double.IsPositiveInfinity(worst) ? 1 : worst / (1 + worst), [.. judged.Where(each => each.Ratio > 1).OrderByDescending(each => each.Ratio).Select(each => each.Words)]);
    }

    // What is no number is no reason to trust.
    private static IEnumerable<(double Ratio, string Words)> Ratio(double? value, double? limit, Func<double, double, string> words)
    {
        if (value is { } found && limit is { } allowed) yield return (double.IsNaN(found) ? double.PositiveInfinity : Math.Max(0, found) / Math.Max(allowed, double.Epsilon), words(found, allowed));
    }
}
