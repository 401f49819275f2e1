namespace Exafs.Physics.Experiment;

/// <summary>An energy at which a second reflection of the crystal takes intensity away.</summary>
/// <param name="Energy">eV.</param>
/// <param name="Depth">Part of I0 that is missing at its middle, 0 to 1.</param>
/// <param name="Width">Full width at half maximum, eV.</param>
/// <param name="Mismatch">Part of the depth that the transmitted beam loses again, so that the ratio does not cancel it.</param>
public readonly record struct BraggGlitch(double Energy, double Depth, double Width, double Mismatch)
{
    /// <summary>What is missing at an energy, eV.</summary>
    internal double DepthAt(double energy) => Depth * Math.Exp(-4 * Math.Log(2) * (energy - Energy) * (energy - Energy) / (Width * Width));
}
