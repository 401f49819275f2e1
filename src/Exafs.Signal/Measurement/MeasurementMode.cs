namespace Exafs.Signal;

/// <summary>Which channels of a scan make µ(E).</summary>
public enum MeasurementMode
{
    /// <summary>µ = ln(I0/ITrans).</summary>
    Transmission,

    /// <summary>µ = Σ IFluor / I0.</summary>
    Fluorescence,

    /// <summary>The foil: its ready-made µ where the source delivers it, or ln(ITrans/IRefer).</summary>
    Reference,

    /// <summary>The sample's µ as the source delivers it.</summary>
    Mu,
}
