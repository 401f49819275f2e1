using Exafs.Inference.Targets;
using Exafs.Physics.Estimates;

namespace Exafs.Lab.Evaluate;

/// <summary>An estimate as rows are told of it.</summary>
internal static class EstimateNumbers
{
    /// <summary>Where they stand in <see cref="Quantities"/>.</summary>
    public const int N1 = Quantities.FirstShell, R1 = N1 + 1, SigmaSquared1 = N1 + 2, N2 = N1 + Quantities.ShellValues;

    /// <summary>Ends of the range in which g(R) is held against the truth, Å.</summary>
    public const double RadialLow = 1.8, RadialHigh = 5.2;

    /// <summary>In the order of <see cref="Quantities"/>; NaN where the estimate has none [14].</summary>
    public static Uncertain[] Of(StructureEstimate estimate)
    {
        var all = Enumerable.Repeat(new Uncertain(double.NaN, double.NaN), Quantities.Count).ToArray();
        (all[Quantities.Within32], all[Quantities.Density]) = (estimate.Within32, estimate.Density);
        for (var shell = 0; shell < Math.Min(Quantities.Shells, estimate.Shells.Length); shell++)
        {
            var (at, found) = (Quantities.FirstShell + (shell * Quantities.ShellValues), estimate.Shells[shell]);
            (all[at], all[at + 1], all[at + 2], all[at + 3]) = (found.CoordinationNumber, found.Distance, found.Sigma2, found.ThirdCumulant);
        }

        return all;
    }

    /// <summary>0 where the estimate does not know the phase.</summary>
    public static Uncertain Phase(StructureEstimate estimate, string name) => estimate.Phases.FirstOrDefault(phase => phase.Name == name)?.Fraction ?? default;

    /// <summary>R-factor of g(R) against the truth on the same distances.</summary>
    public static double RadialFactor(StructureEstimate estimate, ReadOnlySpan<double> truth) =>
        Statistics.RFactor(estimate.R.AsSpan(), estimate.NeighboursPerAngstrom.AsSpan(), truth, RadialLow, RadialHigh);
}
