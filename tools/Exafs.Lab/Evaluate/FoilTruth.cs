namespace Exafs.Lab.Evaluate;

/// <summary>What is known of a metal's foil.</summary>
/// <param name="Element">Symbol.</param>
/// <param name="Within32">Neighbours within 3.2 Å.</param>
/// <param name="N1">Of the first shell.</param>
/// <param name="N2">Of the second.</param>
/// <param name="R1">Of the lattice at room temperature, Å.</param>
/// <param name="Sigma2">Of the first shell by fits of others, Å², each with the temperature of its foil, K.</param>
public sealed record FoilTruth(string Element, double Within32, double N1, double N2, double R1, IReadOnlyList<(double Kelvin, double Sigma2)> Sigma2)
{
    /// <summary>A foil at room temperature is not measured to the degree.</summary>
    private const double KelvinApart = 12;

    /// <summary>
    /// Iron: a = 2.8665 Å; fits of the first shell alone, and of five shells with multiple scattering. Copper: a = 3.615 Å; Larch's documented fits of the foils at 10, 50, 150 K together, and at room temperature.
    /// </summary>
    private static readonly FoilTruth[] s_all =
    [
        new("Fe", 14, 8, 6, 2.4825, [(60, 2.79e-3), (60, 3.10e-3), (150, 3.41e-3), (150, 3.86e-3), (300, 5.08e-3), (300, 5.83e-3)]),
        new("Cu", 12, 12, 6, 2.5562, [(10, 3.28e-3), (50, 3.34e-3), (150, 5.04e-3), (298, 8.67e-3)]),
    ];

    /// <summary>Null where nothing is known.</summary>
    public static FoilTruth? Of(string element) => s_all.FirstOrDefault(truth => truth.Element == element);

    /// <summary>Relative difference from the nearer of the known fits at this temperature; NaN where there is none.</summary>
    public double Sigma2Off(double kelvin, double found) =>
        Sigma2.Where(known => Math.Abs(known.Kelvin - kelvin) <= KelvinApart).Select(known => (found / known.Sigma2) - 1).OrderBy(Math.Abs).DefaultIfEmpty(double.NaN).First();
}
