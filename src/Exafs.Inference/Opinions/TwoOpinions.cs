using System.Collections.Immutable;
using Exafs.Physics.Estimates;

namespace Exafs.Inference.Opinions;

/// <summary>One estimator's estimates, each with what another one finds and where the two contradict each other.</summary>
/// <param name="first">Whose estimates they are.</param>
/// <param name="second">Asked where the first has an estimate.</param>
public sealed class TwoOpinions(IStructureEstimator first, IStructureEstimator second) : IStructureEstimator
{
    /// <summary>Of ten quantities that agree, one lies further apart in forty spectra, σ.</summary>
    private const double Contradiction = 3;

    /// <inheritdoc/>
    public IReadOnlyList<EstimateOutcome> Estimate(IReadOnlyList<ChiK> batch)
    {
        EstimateOutcome[] outcomes = [.. first.Estimate(batch)];
        int[] estimated = [.. Enumerable.Range(0, outcomes.Length).Where(i => outcomes[i].Estimate is not null)];
        foreach (var (i, other) in estimated.Zip(second.Estimate([.. estimated.Select(i => batch[i])])))
        {
            if (other.Estimate is { } opinion)
                outcomes[i] = new(outcomes[i].Estimate! with { SecondOpinion = opinion, Disagreements = Compare(outcomes[i].Estimate!, opinion) }, null);
        }

        return outcomes;
    }

    /// <summary>What two estimates say that cannot both be true, in words; shells only where both have them.</summary>
    public static ImmutableArray<string> Compare(StructureEstimate one, StructureEstimate other)
    {
        var words = ImmutableArray.CreateBuilder<string>();
        Judge("neighbours within 3.2 Å", one.Within32, other.Within32, "0.0", "");
        Judge("density", one.Density, other.Density, "0.0000", " per Å³");
        for (var shell = 0; shell < Math.Min(one.Shells.Length, other.Shells.Length); shell++)
        {
            Judge($"N{shell + 1}", one.Shells[shell].CoordinationNumber, other.Shells[shell].CoordinationNumber, "0.0", "");
            Judge($"R{shell + 1}", one.Shells[shell].Distance, other.Shells[shell].Distance, "0.000", " Å");
            Judge($"σ²{shell + 1}", one.Shells[shell].Sigma2, other.Shells[shell].Sigma2, "0.0000", " Å²");
        }

        foreach (var phase in one.Phases)
        {
            if (other.Phases.FirstOrDefault(candidate => candidate.Name == phase.Name) is { } same)
                Judge(phase.Name, phase.Fraction, same.Fraction, "0.00", "");
        }

        return words.ToImmutable();

        void Judge(string name, Uncertain a, Uncertain b, string format, string unit)
        {
            if (Math.Abs(a.Value - b.Value) > Contradiction * Math.Sqrt((a.Sigma * a.Sigma) + (b.Sigma * b.Sigma)))
                words.Add($"{name}: {a.Value.ToString(format)} ± {a.Sigma.ToString(format)} and {b.Value.ToString(format)} ± {b.Sigma.ToString(format)}{unit}");
        }
    }
}
