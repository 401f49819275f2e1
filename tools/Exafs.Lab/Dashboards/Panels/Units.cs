namespace Exafs.Lab.Dashboards.Panels;

/// <summary>Units by Grafana's names; those it does not know are written behind the number.</summary>
internal static class Units
{
    public const string Number = "short";
    public const string Plain = "none";
    public const string Share = "percentunit";
    public const string Kelvin = "kelvin";
    public const string Seconds = "s";
    public const string Bytes = "bytes";
    public const string PerSecond = "cps";
    public const string ElectronVolt = "suffix: eV";
    public const string Angstrom = "suffix: Å";
    public const string Angstrom2 = "suffix: Å²";
    public const string PerAngstrom = "suffix: Å⁻¹";
    public const string PerAngstrom3 = "suffix: Å⁻³";
    public const string Neighbours = "suffix: neighbours";
    public const string NeighboursPerAngstrom = "suffix: /Å";
}
