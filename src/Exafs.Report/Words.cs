using System.Globalization;
using System.Text.RegularExpressions;
using Exafs.Physics.Estimates;
using Exafs.Pipeline.Changes;

namespace Exafs.Report;

/// <summary>Names and numbers as a scientist writes them.</summary>
internal static partial class Words
{
    /// <summary>Value ± error to the digits that the error leaves, with the unit.</summary>
    public static string Of(Uncertain number, string unit = "")
    {
        var (value, sigma) = (number.Value, number.Sigma);
        if (!double.IsFinite(value)) return "–";
        var behind = unit.Length > 0 ? $" {unit}" : "";
        if (!double.IsFinite(sigma) || sigma <= 0) return Plain(value) + behind;
        var order = (int)Math.Floor(Math.Log10(sigma));
        var decimals = Math.Clamp((sigma / Math.Pow(10, order) < 2.95 ? 1 : 0) - order, 0, 12);
        return $"{Fixed(value, decimals)} ± {Fixed(sigma, decimals)}{behind}";
    }

    /// <summary>To four digits.</summary>
    public static string Plain(double value) => !double.IsFinite(value) ? "–"
        : (Math.Abs(value) is >= 1e-3 and < 1e5 or 0 ? Math.Round(value, Math.Clamp(3 - (int)Math.Floor(Math.Log10(Math.Max(Math.Abs(value), 1e-300))), 0, 9)).ToString(CultureInfo.InvariantCulture)
            : value.ToString("0.###e0", CultureInfo.InvariantCulture)).Replace('-', '−');

    public static string Fixed(double value, int decimals) => value.ToString($"F{decimals}", CultureInfo.InvariantCulture).Replace('-', '−');

    /// <summary>2026-03-01 12:07:00 UTC.</summary>
    public static string Of(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " UTC";

    /// <summary>1 h 40 min.</summary>
    public static string Of(TimeSpan span) => span switch
    {
        { TotalHours: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours} h {span.Minutes} min"),
        { TotalMinutes: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{span.Minutes} min {span.Seconds} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.#} s"),
    };

    /// <summary>What happened, such as "fcc begins to form".</summary>
    public static string Of(ChangeEvent change) => change.Kind switch
    {
        ChangeKind.Onset => $"{change.Cause} begins to form",
        ChangeKind.Completion => $"{change.Cause} is complete",
        ChangeKind.Reversal => $"the change to {change.Cause} goes back",
        ChangeKind.UnknownStructure => $"a structure that no known phase explains ({change.Cause})",
        ChangeKind.Note => "note",
        _ => OfInstrument(change.Cause),
    };

    /// <summary>On heating, on cooling; empty at constant temperature.</summary>
    public static string On(Branch branch) => branch switch { Branch.Heating => "on heating", Branch.Cooling => "on cooling", _ => "" };

    /// <summary>A feature's name and its unit.</summary>
    public static (string Name, string Unit) Feature(string name)
    {
        if (ScanFeatures.IsPhase(name)) return ($"{ScanFeatures.PhaseOf(name)} fraction", "");
        if (Shell().Match(name) is { Success: true } shell)
        {
            var index = string.Concat(shell.Groups[2].Value.Select(digit => (char)('₀' + (digit - '0'))));
            return (shell.Groups[1].Value, shell.Groups[3].Value) switch
            {
                ("n", "") => ($"N{index}", ""),
                ("n", "_ratio") => ($"N{index}/N₁", ""),
                ("r", "_angstrom") => ($"R{index}", "Å"),
                ("sigma2_", "_angstrom2") => ($"σ²{index}", "Å²"),
                ("c3_", "_angstrom3") => ($"C₃ of shell {shell.Groups[2].Value}", "Å³"),
                _ => (name, ""),
            };
        }

        return name switch
        {
            ScanFeatures.Within32 => ("N within 3.2 Å", ""),
            ScanFeatures.Density => ("density", "Å⁻³"),
            ScanFeatures.E0 => ("E₀", "eV"),
            ScanFeatures.EdgeStep => ("edge step", ""),
            ScanFeatures.EpsilonK => ("noise of χ(k)", ""),
            ScanFeatures.EnergyShift => ("energy shift", "eV"),
            ScanFeatures.Ood => ("unlikeness to the training set", ""),
            ScanFeatures.Consistency => ("consistency R-factor", ""),
            _ => (name.Replace('_', ' '), ""),
        };
    }

    private static string OfInstrument(string cause) => cause switch
    {
        "i0_loss" => "the beam was lost",
        "top_up" => "the ring was topped up",
        "glitch" => "a glitch of the monochromator",
        "e0_jump" => "the energy scale jumped",
        "edge_step_jump" => "the amount of sample in the beam jumped",
        "sample_loss" => "the sample was lost",
        _ => cause.Replace('_', ' '),
    };

    [GeneratedRegex(@"^(n|r|sigma2_|c3_)(\d+)(|_ratio|_angstrom|_angstrom2|_angstrom3)$")]
    private static partial Regex Shell();
}
