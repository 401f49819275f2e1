using System.Collections.Immutable;
using Exafs.Inference.Packs;
using Exafs.Inference.Targets;
using Exafs.Inference.Trust;

namespace Exafs.Inference.Training;

/// <summary>Fits what makes error bars hold, and where trust ends, to what an ensemble gets wrong of potentials that it has never seen.</summary>
/// <remarks>
/// Of each output, for each of some floors the factor with which 68.3 % of |error| lie within √((factor·σ)² + floor²), as conformal prediction does; of these the most likely
/// one, if errors were normal. Where the tails are heavier, both are stretched until 96 % lie within 1.96 σ, as far as no more than 74 % then lie within σ.
/// </remarks>
public static class ErrorCalibration
{
    internal const double Sigmas95 = 1.96;

    private const double Covered = 0.683, Wanted95 = 0.96, Most68 = 0.74, LeastFactor = 0.01, Shrinkage = 0.1, MaxDeviation = 4;

    private const int Floors = 10;

    /// <summary>Of all outputs, and how errors of the quantities go together.</summary>
    /// <param name="errors">Of an ensemble whose σ are as its networks give them.</param>
    /// <param name="scale">What is constant in training has at least the σ that it was normalised by.</param>
    public static PackCalibration Fit(HeldOutErrors errors, QuantityScale scale)
    {
        var calibration = PackCalibration.None with
        {
            Neighbours = Fit(errors.Neighbours),
            Quantities = [.. Enumerable.Range(0, Quantities.Count).Select(i => Fit(errors.Quantity(i), scale.IsConstant(i) ? scale.Deviation[i] : 0))],
            Phases = Phases(errors),
        };
        return calibration with { Correlation = Correlation(errors.Complete, calibration) };
    }

    /// <summary>Of a phase that is nowhere to be found, it is easy to be right; it has the scale of the others together.</summary>
    private static ImmutableArray<ErrorScale> Phases(HeldOutErrors errors)
    {
        var present = Enumerable.Range(0, PhaseTargets.Count).Where(errors.HasPhase).ToArray();
        var together = Fit([.. present.SelectMany(errors.Phase)]);
        return [.. Enumerable.Range(0, PhaseTargets.Count).Select(i => present.Contains(i) ? Fit(errors.Phase(i)) : together)];
    }

    /// <summary>Of one output.</summary>
    /// <param name="pairs">Errors, and σ that are to hold.</param>
    /// <param name="leastFloor">The floor is not below.</param>
    public static ErrorScale Fit(IReadOnlyList<(double Error, double Sigma)> pairs, double leastFloor = 0)
    {
        if (pairs.Count == 0) return new(1, leastFloor);
        var typical = Quantile(pairs.Select(pair => Math.Abs(pair.Error)), Covered);
        var best = Enumerable.Range(0, Floors).Select(i => Math.Max(leastFloor, i * typical / Floors)).Distinct().Select(Scale).MinBy(Surprise);
        var stretch = Math.Min(Math.Max(1, Deviation(Wanted95) / Sigmas95), Math.Max(1, Deviation(Most68)));
        return new(stretch * best.Factor, stretch * best.Floor);

        // |error| ≤ √((factor·σ)² + floor²), solved for the factor.
        ErrorScale Scale(double floor) =>
            new(Math.Max(LeastFactor, Quantile(pairs.Select(pair => Math.Sqrt(Math.Max(0, (pair.Error * pair.Error) - (floor * floor))) / pair.Sigma), Covered)), floor);

        double Surprise(ErrorScale candidate) => pairs.Average(pair => (0.5 * Math.Pow(pair.Error / candidate.Of(pair.Sigma), 2)) + Math.Log(candidate.Of(pair.Sigma)));

        double Deviation(double part) => Quantile(pairs.Select(pair => Math.Abs(pair.Error) / best.Of(pair.Sigma)), part);
    }

    /// <summary>Limits of trust: what one in a hundred of the spectra exceeds, twice over.</summary>
    /// <param name="statistics">Of spectra that are to be trusted.</param>
    public static TrustLimits Limits(IReadOnlyList<TrustStatistics> statistics)
    {
        // Below, theory's noise and rounding decide.
        const double LeastRFactor = 0.05, LeastSpread = 0.05;
        var limits = new TrustLimits { Margin = 2 };
        return limits with
        {
            ConsistencyRFactor = Limit(statistics.Select(each => each.ConsistencyRFactor), LeastRFactor),
            EnsembleSpread = Limit(statistics.Select(each => each.EnsembleSpread), LeastSpread),
        };

        double? Limit(IEnumerable<double?> values, double least) => values.OfType<double>().ToArray() is { Length: > 0 } known ? Math.Max(least, limits.Of(known)) : null;
    }

    internal static double Quantile(IEnumerable<double> values, double part)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)(part * sorted.Length))];
    }

    /// <summary>Of error/σ, single outliers held, shrunk towards independence so that it is positive definite; [14, 14].</summary>
    private static ImmutableArray<double> Correlation(IReadOnlyList<(double Error, double Sigma)[]> rows, PackCalibration calibration)
    {
        const int N = Quantities.Count;
        if (rows.Count < N) return PackCalibration.None.Correlation;
        double[][] deviations = [.. Enumerable.Range(0, N).Select(i => Centred([.. rows.Select(row => Math.Clamp(row[i].Error / calibration.Quantities[i].Of(row[i].Sigma), -MaxDeviation, MaxDeviation))]))];
        var correlation = new double[N * N];
        for (var i = 0; i < N; i++)
            for (var j = 0; j <= i; j++)
            {
                var together = i == j ? 1 : (1 - Shrinkage) * deviations[i].Zip(deviations[j], (a, b) => a * b).Sum();
                correlation[(i * N) + j] = correlation[(j * N) + i] = together;
            }

        return [.. correlation];
    }

    /// <summary>Of mean 0 and length 1; 0 where all are the same.</summary>
    private static double[] Centred(double[] values)
    {
        var mean = values.Average();
        var length = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)));
        return [.. values.Select(value => length > 0 ? (value - mean) / length : 0)];
    }
}
