using Exafs.Inference.Targets;

namespace Exafs.Inference.Training;

/// <summary>Samples in a row, n of them, each array one row a sample.</summary>
public sealed class SampleBatch(int count, int inputs)
{
    public int Count { get; } = count;

    /// <summary>Inputs of one sample.</summary>
    public int Inputs { get; } = inputs;

    /// <summary>[n, inputs].</summary>
    public float[] Features { get; } = new float[count * inputs];

    /// <summary>Neighbours per Å on <see cref="TargetGrid"/> [n, 211].</summary>
    public float[] Neighbours { get; } = new float[count * TargetGrid.Count];

    /// <summary><see cref="Targets.Quantities"/>, NaN where there is none [n, 14].</summary>
    public float[] Quantities { get; } = new float[count * Targets.Quantities.Count];

    /// <summary>Parts of the atoms, <see cref="PhaseTargets"/> [n, 4].</summary>
    public float[] Phases { get; } = new float[count * PhaseTargets.Count];

    /// <summary>Where each spectrum ends, Å⁻¹ of theory [n].</summary>
    public float[] KMax { get; } = new float[count];
}
