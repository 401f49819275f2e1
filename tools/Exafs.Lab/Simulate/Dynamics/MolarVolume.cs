namespace Exafs.Lab.Simulate.Dynamics;

/// <summary>V(T) = V₀ exp(a T + b T²), the form of the CALPHAD assessments.</summary>
/// <param name="V0M3PerMole">V₀, m³/mol.</param>
/// <param name="APerKelvin">a, 1/K.</param>
/// <param name="BPerKelvin2">b, 1/K².</param>
public sealed record MolarVolume(double V0M3PerMole, double APerKelvin, double BPerKelvin2)
{
    private const double Avogadro = 6.02214076e23;

    /// <summary>Å³ per atom at T, K.</summary>
    public double AtomicVolume(double kelvin) => V0M3PerMole * 1e30 / Avogadro * Math.Exp((APerKelvin * kelvin) + (BPerKelvin2 * kelvin * kelvin));
}
