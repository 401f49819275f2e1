using System.Globalization;
using System.Text;
using Exafs.Physics.Structures;

namespace Exafs.Lab.Simulate.Dynamics;

/// <summary>Tables of an embedded-atom potential as LAMMPS reads them (pair_style eam/alloy).</summary>
public static class SetflFile
{
    private const int Points = 2000, PerLine = 5;

    // Below, r φ(r) would leave what a spline follows; no two atoms come so close.
    private const double ClosestDistance = 0.5;

    // The terms have decayed to 1e-6 of their depth by then.
    private const double Cutoff = 6;

    // A density of three times that of the crystal is far beyond what a liquid reaches.
    private const double LargestDensity = 3;

    /// <summary>One element: F(ρ), f(r) and r φ(r) on even grids.</summary>
    public static string Of(ZhouParameters potential, int atomicNumber, string title)
    {
        var dr = Cutoff / (Points - 1);
        var drho = LargestDensity * potential.RhoE / (Points - 1);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{title}\n\n\n1 {Elements.SymbolOf(atomicNumber)}\n{Points} {drho:R} {Points} {dr:R} {Cutoff:R}\n");
        text.Append(CultureInfo.InvariantCulture, $"{atomicNumber} {Elements.MassOf(atomicNumber):R} 0 none\n");
        Append(text, i => potential.Embedding(i * drho));
        Append(text, i => potential.Density(Math.Max(i * dr, ClosestDistance)));
        Append(text, i => i * dr * potential.Pair(Math.Max(i * dr, ClosestDistance)));
        return text.ToString();
    }

    private static void Append(StringBuilder text, Func<int, double> value)
    {
        for (var i = 0; i < Points; i++) text.Append(CultureInfo.InvariantCulture, $"{value(i):E15}{(i % PerLine == PerLine - 1 ? '\n' : ' ')}");
    }
}
