namespace Exafs.Signal;

/// <summary>Bragg's law in first order: E = hc / (2 d sin θ).</summary>
public static class Monochromator
{
    /// <summary>hc, eV·Å; exact since the SI of 2019 (h·c/e).</summary>
    public const double PlanckTimesLightSpeed = 12398.419843320026;

    /// <summary>Photon energy, eV.</summary>
    /// <param name="angleDegrees">Bragg angle θ, degrees, 0 &lt; θ ≤ 90.</param>
    /// <param name="dSpacing">Lattice spacing d, Å; Si(111) at room temperature: 3.1356.</param>
    /// <returns>NaN for an angle or spacing that no crystal can have.</returns>
    public static double Energy(double angleDegrees, double dSpacing) =>
        angleDegrees is > 0 and <= 90 && dSpacing > 0
            ? PlanckTimesLightSpeed / (2 * dSpacing * Math.Sin(angleDegrees * (Math.PI / 180)))
            : double.NaN;

    /// <summary>Photon energies, eV [n], of Bragg angles in degrees [n].</summary>
    public static double[] Energies(ReadOnlySpan<double> anglesDegrees, double dSpacing)
    {
        double[] energies = new double[anglesDegrees.Length];
        for (int i = 0; i < energies.Length; i++) energies[i] = Energy(anglesDegrees[i], dSpacing);
        return energies;
    }

    /// <summary>Bragg angle, degrees, that selects a photon energy in eV; NaN where the crystal reaches it at no angle.</summary>
    public static double Angle(double energy, double dSpacing) =>
        Math.Asin(PlanckTimesLightSpeed / (2 * dSpacing * energy)) * (180 / Math.PI);
}
