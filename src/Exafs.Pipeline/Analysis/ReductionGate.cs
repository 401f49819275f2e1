using Exafs.Signal;

namespace Exafs.Pipeline;

/// <summary>The quality gate behind the reduction: what only the reduced spectrum tells.</summary>
public static class ReductionGate
{
    /// <summary>The part of the spectrum on either side of E0 whose levels are compared with each other and with the part beyond, eV from E0.</summary>
    private const double Near = 15, Far = 80;

    /// <summary>The first defect found; null when there is none.</summary>
    public static Defect? Judge(Reduction reduction, QualityLimits limits) =>
        NoEdge(reduction, limits) ?? reduction.Limit ?? TooShort(reduction, limits) ?? TooNoisy(reduction, limits);

    private static Defect? NoEdge(Reduction reduction, QualityLimits limits)
    {
        if (reduction.Norm.IsEmpty)
            return null;
        var noise = PointNoise(reduction.Mu.AsSpan());
        if (!(reduction.EdgeStep > 0) || reduction.EdgeStep < limits.EdgeStepToNoiseMinimum * noise)
            return new("no_edge", $"the step of {reduction.EdgeStep:g3} at {reduction.E0:f1} eV is {reduction.EdgeStep / noise:g3} times the noise");
        var (below, above, beyond) = (Level(reduction, -Far, -Near), Level(reduction, Near, Far), Level(reduction, Far, Far + Far - Near));
        var rise = above - below - (double.IsNaN(beyond) ? 0 : Math.Abs(beyond - above)); // a smooth curve goes on rising
        return rise < limits.EdgeRiseMinimum
            ? new("no_edge", $"normalised µ rises by {rise:g2} around {reduction.E0:f1} eV, more than it does beyond")
            : null;
    }

    private static Defect? TooShort(Reduction reduction, QualityLimits limits)
    {
        var end = reduction.K.IsEmpty ? 0 : reduction.K[^1];
        return end < limits.KMaxMinimumPerAngstrom
            ? new("too_short", $"the data end at k = {end:f1} Å⁻¹; at least {limits.KMaxMinimumPerAngstrom} are needed")
            : null;
    }

    private static Defect? TooNoisy(Reduction reduction, QualityLimits limits) =>
        reduction.Noise is { } noise && !(noise.EpsilonK <= limits.EpsilonKMaximum)
            ? new("too_noisy", $"ε_k = {noise.EpsilonK:g3}; at most {limits.EpsilonKMaximum:g3}")
            : null;

    // Mean of normalised µ in a range relative to E0; NaN (which rejects nothing) where there are no points.
    private static double Level(Reduction reduction, double from, double to)
    {
        var (sum, count) = (0.0, 0);
        for (var i = 0; i < reduction.Energy.Length; i++)
        {
            var relative = reduction.Energy[i] - reduction.E0;
            if (relative >= from && relative <= to)
                (sum, count) = (sum + reduction.Norm[i], count + 1);
        }

        return sum / count;
    }

    // Noise from point to point, 1 σ: the median second difference, which neither the edge nor the fine structure moves much.
    private static double PointNoise(ReadOnlySpan<double> mu)
    {
        if (mu.Length < 3)
            return 0;
        var differences = new double[mu.Length - 2];
        for (var i = 0; i < differences.Length; i++)
            differences[i] = Math.Abs(mu[i] - (2 * mu[i + 1]) + mu[i + 2]);
        Array.Sort(differences);
        return differences[differences.Length / 2] / (0.6745 * Math.Sqrt(6));
    }
}
