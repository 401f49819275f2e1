namespace Exafs.Signal;

/// <summary>Photoelectron wavenumber: E − E0 = (ħ²/2mₑ)·k².</summary>
public static class Wavenumber
{
    /// <summary>ħ²/2mₑ, eV·Å² (CODATA 2018).</summary>
    public const double EnergyPerKSquared = 3.8099821161548597;

    /// <summary>2mₑ/ħ², Å⁻²/eV; the rounded product that Larch uses.</summary>
    public const double KSquaredPerEnergy = 1 / EnergyPerKSquared;

    /// <summary>k in Å⁻¹ of an energy in eV relative to E0; below the edge the sign is kept: −√|…|.</summary>
    public static double FromEnergy(double relativeEnergy) =>
        Math.CopySign(Math.Sqrt(KSquaredPerEnergy * Math.Abs(relativeEnergy)), relativeEnergy);

    /// <summary>Energy in eV relative to E0 of k in Å⁻¹.</summary>
    public static double ToEnergy(double k) => EnergyPerKSquared * k * k;
}
