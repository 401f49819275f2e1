namespace Exafs.Physics.Experiment;

/// <summary>A peak on the edge: a pre-edge peak or a white line.</summary>
/// <param name="Offset">Where, eV relative to E0.</param>
/// <param name="Height">In edge steps.</param>
/// <param name="Width">Full width at half maximum before the core hole and the monochromator broaden it, eV, above 0.</param>
public readonly record struct EdgePeak(double Offset, double Height, double Width);
