using System.Collections.Immutable;
using Exafs.Inference.Networks;
using Exafs.Inference.Targets;
using Exafs.Physics.Estimates;

namespace Exafs.Inference.Packs;

/// <summary>What an ensemble says, in the words of an estimate.</summary>
internal static class EstimateReading
{
    /// <summary>σ² of a shell is never given as less, Å²: a tenth of what zero-point motion leaves in any metal.</summary>
    private const double LeastSigma2 = 1e-4;

    private const int ShellNumbers = Quantities.Shells * Quantities.ShellValues;

    /// <summary>N, R, σ², C3 of the shells.</summary>
    public static ImmutableArray<ShellEstimate> Shells(OutputReading reading) =>
        [.. Enumerable.Range(0, Quantities.Shells).Select(shell => Quantities.FirstShell + (Quantities.ShellValues * shell)).Select(at =>
            new ShellEstimate(NotBelow(reading, at, 0), NotBelow(reading, at + 1, 0), NotBelow(reading, at + 2, LeastSigma2), At(reading, at + 3)))];

    /// <summary>σᵢσⱼρᵢⱼ [12, 12].</summary>
    public static ImmutableArray<double> Covariance(OutputReading reading, ImmutableArray<double> correlation)
    {
        var covariance = new double[ShellNumbers * ShellNumbers];
        for (var i = 0; i < ShellNumbers; i++)
            for (var j = 0; j < ShellNumbers; j++)
            {
                var (a, b) = (Quantities.FirstShell + i, Quantities.FirstShell + j);
                covariance[(i * ShellNumbers) + j] = reading.QuantitiesSigma[a] * reading.QuantitiesSigma[b] * correlation[(a * Quantities.Count) + b];
            }

        return ImmutableArray.Create(covariance);
    }

    /// <summary>N of each further shell over N of the first, to first order, with what the errors of the two have in common.</summary>
    public static ImmutableArray<Uncertain> Ratios(ImmutableArray<ShellEstimate> shells, ImmutableArray<double> covariance)
    {
        var n1 = Math.Max(shells[0].CoordinationNumber.Value, 1e-3);
        return [.. Enumerable.Range(1, shells.Length - 1).Select(shell =>
        {
            var (ratio, at) = (shells[shell].CoordinationNumber.Value / n1, Quantities.ShellValues * shell);
            var variance = covariance[(at * ShellNumbers) + at] + (ratio * ratio * covariance[0]) - (2 * ratio * covariance[at]);
            return new Uncertain(ratio, Math.Sqrt(Math.Max(variance, 0)) / n1);
        })];
    }

    public static ImmutableArray<PhaseEstimate> Phases(OutputReading reading) =>
        [.. PhaseTargets.Names.Select((name, i) => new PhaseEstimate(name, new(reading.Phases[i], reading.PhasesSigma[i])))];

    public static Uncertain At(OutputReading reading, int quantity) => new(reading.Quantities[quantity], reading.QuantitiesSigma[quantity]);

    /// <summary>A number that is not below this by its nature.</summary>
    public static Uncertain NotBelow(OutputReading reading, int quantity, double least) => new(Math.Max(reading.Quantities[quantity], least), reading.QuantitiesSigma[quantity]);
}
