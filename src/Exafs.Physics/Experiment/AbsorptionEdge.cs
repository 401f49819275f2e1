using System.Collections.Immutable;

namespace Exafs.Physics.Experiment;

/// <summary>An absorption edge. The few that have a name here are tabulated; any other is made by its numbers.</summary>
/// <param name="Element">Symbol, such as "Fe".</param>
/// <param name="Name">"K", "L3"…</param>
/// <param name="Energy">E0, the steepest point of µ(E), eV.</param>
/// <param name="CoreHoleWidth">Γ, full width at half maximum of the core level, eV.</param>
/// <remarks>
/// Energies: W. T. Elam, B. D. Ravel and J. R. Sieber, Radiat. Phys. Chem. 63, 121 (2002). Widths: M. O. Krause and J. H. Oliver,
/// J. Phys. Chem. Ref. Data 8, 329 (1979).
/// </remarks>
public sealed record AbsorptionEdge(string Element, string Name, double Energy, double CoreHoleWidth)
{
    public static AbsorptionEdge Iron { get; } = new("Fe", "K", 7112, 1.25);

    /// <summary>By atomic number.</summary>
    public static ImmutableArray<AbsorptionEdge> Tabulated { get; } =
    [
        new("Ti", "K", 4966, 0.94),
        new("V", "K", 5465, 1.01),
        new("Mn", "K", 6539, 1.16),
        Iron,
        new("Co", "K", 7709, 1.33),
        new("Ni", "K", 8333, 1.44),
        new("Cu", "K", 8979, 1.55),
        new("Zn", "K", 9659, 1.67),
        new("Pd", "K", 24350, 6.24),
        new("Ag", "K", 25514, 6.75),
        new("Pt", "L3", 11564, 5.31),
        new("Au", "L3", 11919, 5.41),
    ];
}
