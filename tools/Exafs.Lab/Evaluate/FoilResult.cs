using System.Globalization;

namespace Exafs.Lab.Evaluate;

/// <summary>What the estimators find of one measured foil.</summary>
/// <param name="Label">Of the spectrum.</param>
/// <param name="Kelvin">T, K.</param>
/// <param name="Calibration">By what it was calibrated.</param>
/// <param name="Network">Of the networks.</param>
/// <param name="Decomposition">Null where it was not asked.</param>
/// <param name="Conventional">Of Larch; null where it was not asked.</param>
public sealed record FoilResult(string Label, double Kelvin, string Calibration, FoilNumbers Network, FoilNumbers? Decomposition, FoilNumbers? Conventional)
{
    /// <summary>Heads of <see cref="Rows"/>.</summary>
    public static string[] Columns => ["foil", "T/K", "by", "N(3.2 Å)", "N1", "N2", "R1/Å", "σ²1/10⁻³Å²", "R-factor of g(R)", "consistency", "unlike"];

    /// <summary>A row for each that says something.</summary>
    public IEnumerable<string[]> Rows()
    {
        yield return Row($"networks, {Calibration}", Network);
        if (Decomposition is not null) yield return Row("decomposition", Decomposition);
        if (Conventional is not null) yield return Row("Larch, two shells", Conventional);
    }

    private string[] Row(string by, FoilNumbers of) =>
    [
        Label, Text(Kelvin, 0), by, Text(of.Within32, 2), Text(of.N1, 2), Text(of.N2, 2), Text(of.R1Angstrom, 4), Text(1000 * of.Sigma2Angstrom2, 2), Text(of.RadialFactor, 4), Text(of.Consistency, 3), Text(of.OodScore, 2),
    ];

    private static string Text(double value, int digits) => double.IsFinite(value) ? value.ToString($"F{digits}", CultureInfo.InvariantCulture) : "";
}
