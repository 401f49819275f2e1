namespace Exafs.Lab.Heat;

/// <summary>The part of fcc with its memory: on heating never below the curve of heating, on cooling never above that of cooling; in between it stays. A value: <see cref="Next"/> gives the state after one more temperature.</summary>
/// <param name="Fcc">0 to 1.</param>
/// <remarks>The play operator: with it partial changes, and their ways back, follow from the two curves alone.</remarks>
public readonly record struct Hysteresis(double Fcc)
{
    /// <param name="kelvin">T.</param>
    /// <param name="heating">T_c on heating, K.</param>
    /// <param name="cooling">T_c on cooling, K.</param>
    /// <param name="width">w, K.</param>
    public Hysteresis Next(double kelvin, double heating, double cooling, double width)
    {
        double Curve(double tc) => 1 / (1 + Math.Exp(-(kelvin - tc) / width));
        return new(Math.Max(Curve(heating), Math.Min(Fcc, Curve(cooling))));
    }
}
