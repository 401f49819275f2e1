namespace Exafs.Pipeline.Changes;

/// <summary>An event as a sentence, with numbers.</summary>
public static class ChangeWords
{
    /// <summary>Such as "onset of fcc at 1188.2 ± 1.3 K on heating, seen 2 scans (8.0 K) later: phase_fcc 0.007 → 0.150, r1_angstrom 2.523 → 2.535".</summary>
    public static string Of(ChangeEvent change)
    {
        var what = change.Kind switch
        {
            ChangeKind.Onset => $"onset of {(change.Cause == "spectrum" ? "a change" : change.Cause)}",
            ChangeKind.Completion when change.Cause == "spectrum" => "the change is complete",
            ChangeKind.Completion when change.Cause == "residual" => "the unknown change has come to its end",
            ChangeKind.Completion => $"the change to {change.Cause} is complete",
            ChangeKind.Reversal => $"the change to {(change.Cause is "spectrum" or "residual" ? "another structure" : change.Cause)} goes back",
            ChangeKind.UnknownStructure => "a structure that nothing at hand explains",
            _ => change.Cause,
        };
        var where = (change.Transition, change.TemperatureKelvin) switch
        {
            ({ } fit, _) => $": T_c {fit.TemperatureKelvin.Value:f1} ± {fit.TemperatureKelvin.Sigma:f1} K, {fit.WidthKelvin.Value:f0} K from 10 to 90 %",
            (_, { } kelvin) => $" at {kelvin.Value:f1} ± {kelvin.Sigma:f1} K",
            _ => "",
        };
        var branch = change.Branch switch { Branch.Heating => " on heating", Branch.Cooling => " on cooling", _ => "" };
        var delay = change.Kind is ChangeKind.Onset or ChangeKind.UnknownStructure
            ? $", seen {(change.DelayScans == 1 ? "a scan" : $"{change.DelayScans} scans")}{(change.DelayKelvin is { } later ? $" ({later:f1} K)" : "")} later"
            : "";
        var moved = string.Join(", ", change.Moved.Take(4).Select(feature => $"{feature.Name} {feature.Before.Value:g4} → {feature.After.Value:g4}"));
        return $"{what}{where}{branch}{delay}{(moved == "" ? "" : $"; {moved}")}";
    }
}
