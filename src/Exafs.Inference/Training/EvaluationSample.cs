using System.Collections.Immutable;
using Exafs.Inference.Targets;
using Exafs.Physics.Estimates;

namespace Exafs.Inference.Training;

/// <summary>A simulated measurement, and what is to be found.</summary>
/// <param name="Name">Different from those of all other samples of the same options.</param>
/// <param name="TemperatureKelvin">K.</param>
/// <param name="Measured">χ(k) as the product reduces it.</param>
/// <param name="Neighbours">Per Å on <see cref="TargetGrid"/> [211].</param>
/// <param name="Quantities"><see cref="Targets.Quantities"/>, NaN where there is none [14].</param>
/// <param name="Phases"><see cref="PhaseTargets"/> [4].</param>
public sealed record EvaluationSample(
    string Name, double TemperatureKelvin, ChiK Measured, ImmutableArray<double> Neighbours, ImmutableArray<double> Quantities, ImmutableArray<double> Phases)
{
    /// <summary>Of the library's validation set, those that it is made of.</summary>
    public required ImmutableArray<int> Structures { get; init; }
}
