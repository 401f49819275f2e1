namespace Exafs.Inference.Networks;

/// <summary>What one network says of one spectrum, each value with its σ; one instance serves many readings.</summary>
public sealed class OutputReading(OutputLayout layout)
{
    /// <summary>g(R): neighbours per Å [bins].</summary>
    public double[] Neighbours { get; } = new double[layout.Bins];

    /// <summary>σ of <see cref="Neighbours"/> [bins].</summary>
    public double[] NeighboursSigma { get; } = new double[layout.Bins];

    /// <summary>In their units [quantities].</summary>
    public double[] Quantities { get; } = new double[layout.Quantities];

    /// <summary>σ of <see cref="Quantities"/> [quantities].</summary>
    public double[] QuantitiesSigma { get; } = new double[layout.Quantities];

    /// <summary>Fractions, which add to 1 [phases].</summary>
    public double[] Phases { get; } = new double[layout.Phases];

    /// <summary>σ of <see cref="Phases"/> [phases].</summary>
    public double[] PhasesSigma { get; } = new double[layout.Phases];
}
