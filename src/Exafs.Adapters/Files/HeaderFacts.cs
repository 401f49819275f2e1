using System.Globalization;
using System.Text.RegularExpressions;

namespace Exafs.Adapters.Files;

/// <summary>What a header says about sample and beamline, under the keys of XDI and of those before it.</summary>
internal sealed partial record HeaderFacts
{
    public string? Element { get; init; }

    public string? Edge { get; init; }

    /// <summary>Lattice spacing of the monochromator, Å.</summary>
    public double? DSpacing { get; init; }

    /// <summary>K.</summary>
    public double? Temperature { get; init; }

    public DateTime? StartTime { get; init; }

    public DateTime? EndTime { get; init; }

    public static HeaderFacts Read(IEnumerable<string> header)
    {
        var facts = new HeaderFacts();
        foreach (string line in header)
        {
            if (ElementAndEdge().Match(line) is { Success: true } both)
                facts = facts.With("element", both.Groups[1].Value).With("edge", both.Groups[2].Value);
            else if (KeyAndValue().Match(line) is { Success: true } pair)
                facts = facts.With(pair.Groups[1].Value.ToLowerInvariant(), pair.Groups[2].Value.Split("||")[0].Trim());
        }

        return facts;
    }

    private HeaderFacts With(string key, string value) => key switch
    {
        "element.symbol" or "scan.element" or "element" or "atom" or "scanparameters.element" when ElementSymbols.Contains(value) => this with { Element = Element ?? value },
        "element.edge" or "scan.edge" or "edge" or "scanparameters.edge" when EdgeName().IsMatch(value) => this with { Edge = Edge ?? value.ToUpperInvariant() },
        "mono.d_spacing" or "mono.dspacing" when Number(value) is > 0 and < 20 and var spacing => this with { DSpacing = spacing },
        "sample.temperature" or "temperature" or "temp" => this with { Temperature = Temperature ?? Kelvin(value) },
        "scan.start_time" or "start time" => this with { StartTime = StartTime ?? Time(value) },
        "scan.end_time" or "stop time" or "end time" => this with { EndTime = EndTime ?? Time(value) },
        _ => this,
    };

    private static double? Kelvin(string value)
    {
        if (TemperatureValue().Match(value) is not { Success: true } match || Number(match.Groups[1].Value) is not { } number) return null;
        double kelvin = match.Groups[2].Value is "C" or "c" ? number + Celsius.Zero : number;
        return kelvin > 0 ? kelvin : null;
    }

    private static double? Number(string value) =>
        double.TryParse(value.Split(' ')[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null;

    /// <summary>A time without a zone is taken as UTC: nothing in the file tells the zone, and the machine's would not be the beamline's.</summary>
    private static DateTime? Time(string value) =>
        DateTime.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime time) ? time : null;

    [GeneratedRegex(@"^[#;%*\s]*([A-Za-z][A-Za-z0-9_. ]*?)\s*[:=]\s*(.+)$")]
    private static partial Regex KeyAndValue();

    [GeneratedRegex(@"Element\s*=\s*([A-Z][a-z]?)\s+Edge\s*=\s*([KLM][1-5]?)")]
    private static partial Regex ElementAndEdge();

    [GeneratedRegex(@"^(K|L[123]|M[1-5])$", RegexOptions.IgnoreCase)]
    private static partial Regex EdgeName();

    [GeneratedRegex(@"^([-+]?\d+(?:\.\d*)?)\s*(?:°|deg\s*)?([KkCc])\b")]
    private static partial Regex TemperatureValue();
}
