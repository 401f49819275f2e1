using System.Text.Json.Serialization;
using Exafs.Physics.Estimates;

namespace Exafs.Monitor.Page;

/// <summary>What is told of a structure beside g(R); a number is [value, standard error], null where it is none.</summary>
internal sealed record StructureHead
{
    public required string Pack { get; init; }

    public double? OodScore { get; init; }

    public bool IsOutOfDistribution { get; init; }

    public required IReadOnlyList<string> OodReasons { get; init; }

    public required IReadOnlyList<string> Disagreements { get; init; }

    public double? ConsistencyRFactor { get; init; }

    public double? KmaxPerAngstrom { get; init; }

    public double? TrustedRMaxAngstrom { get; init; }

    [JsonPropertyName("within_3_2_angstrom")]
    public required double?[] Within32 { get; init; }

    public required double?[] DensityPerAngstrom3 { get; init; }

    public required IReadOnlyList<Part> Phases { get; init; }

    public required IReadOnlyList<Shell> Shells { get; init; }

    public static StructureHead? Of(StructureEstimate? estimate) => estimate is null ? null : new()
    {
        Pack = estimate.Pack.Name,
        OodScore = PageFrame.Finite(estimate.OodScore),
        IsOutOfDistribution = estimate.IsOutOfDistribution,
        OodReasons = estimate.OodReasons,
        Disagreements = estimate.Disagreements,
        ConsistencyRFactor = PageFrame.Finite(estimate.ConsistencyRFactor),
        KmaxPerAngstrom = PageFrame.Finite(estimate.KMax),
        TrustedRMaxAngstrom = PageFrame.Finite(estimate.TrustedRMax),
        Within32 = Pair(estimate.Within32),
        DensityPerAngstrom3 = Pair(estimate.Density),
        Phases = [.. estimate.Phases.Select(phase => new Part(phase.Name, Pair(phase.Fraction)))],
        Shells = [.. estimate.Shells.Select(shell => new Shell(Pair(shell.CoordinationNumber), Pair(shell.Distance), Pair(shell.Sigma2)))],
    };

    public static double?[] Pair(Uncertain number) => [PageFrame.Finite(number.Value), PageFrame.Finite(number.Sigma)];

    internal sealed record Part(string Name, double?[] Fraction);

    internal sealed record Shell(double?[] N, double?[] DistanceAngstrom, double?[] Sigma2Angstrom2);
}
