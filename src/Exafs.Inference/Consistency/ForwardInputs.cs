using Exafs.Inference.Targets;

namespace Exafs.Inference.Consistency;

/// <summary>What a forward network is shown of a structure: g(R), phases, density, each brought to the order of 1.</summary>
public static class ForwardInputs
{
    private const double NeighboursUnit = 10, DensityUnit = 0.1;

    public static int Count => TargetGrid.Count + PhaseTargets.Count + 1;

    /// <param name="neighbours">g(R) on <see cref="TargetGrid"/>, neighbours per Å [211].</param>
    /// <param name="phases">Fractions [4].</param>
    /// <param name="density">Atoms per Å³.</param>
    /// <param name="inputs">Result [<see cref="Count"/>].</param>
    public static void Write(ReadOnlySpan<double> neighbours, ReadOnlySpan<double> phases, double density, Span<float> inputs)
    {
        for (var i = 0; i < neighbours.Length; i++) inputs[i] = (float)(neighbours[i] / NeighboursUnit);
        for (var i = 0; i < phases.Length; i++) inputs[neighbours.Length + i] = (float)phases[i];
        inputs[neighbours.Length + phases.Length] = (float)(density / DensityUnit);
    }
}
