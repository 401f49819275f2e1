using System.Globalization;
using System.Text.RegularExpressions;

namespace Exafs.Adapters.Streams.Bluesky;

/// <summary>Sample temperatures, K, that stand elsewhere than among a scan's points: in the metadata of its run, in a configuration, in the baseline.</summary>
internal static partial class BlueskyTemperature
{
    /// <summary>What a start document says; null where it says nothing that can be understood.</summary>
    /// <param name="start">With XDI.Sample.temperature (a number or a text such as "500 K"), or as temperature_a and temperature_b that BMM reads from its LakeShore, K.</param>
    /// <param name="unit">Of numbers without a unit; Auto is kelvin.</param>
    public static double? Of(DocumentMap start, TemperatureUnit unit)
    {
        foreach (DocumentMap? sample in (ReadOnlySpan<DocumentMap?>)[start["XDI"].Map?["Sample"].Map, start["sample"].Map])
        {
            if (sample is null)
                continue;
            if (Kelvin(sample["temperature"], unit) is { } kelvin)
                return kelvin;
            if ((Kelvin(sample["temperature_a"], TemperatureUnit.Kelvin) ?? Kelvin(sample["temperature_b"], TemperatureUnit.Kelvin)) is { } lakeShore)
                return lakeShore;
        }

        return null;
    }

    /// <summary>Which of these channels is the sample's temperature; null: none surely is. Mirrors, crystals and detectors have temperatures too.</summary>
    public static string? Channel(ChannelMap map, IReadOnlyList<StreamChannel> channels)
    {
        if (map.SampleTemperature is { } named)
            return channels.Any(c => c.Name == named) ? named : null;
        return ChannelGuess.Complete(new ChannelMap(), [.. channels.Where(c => OfTheSample().IsMatch(c.Name))]).SampleTemperature;
    }

    /// <summary>A number, or a text with or without a unit, as kelvin; null where it is none.</summary>
    public static double? Kelvin(DocumentValue value, TemperatureUnit unit)
    {
        double number;
        if (value.Text is { } text)
        {
            Match match = NumberAndUnit().Match(text.Length <= BlueskyLimits.UnitLength ? text : "");
            if (!match.Success || !double.TryParse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out number))
                return null;
            if (match.Groups[2].Value is { Length: > 0 } stated && (unit = ChannelGuess.TemperatureUnitOf(stated)) == TemperatureUnit.Auto)
                return null;
        }
        else if (!value.TryScalar(out number))
        {
            return null;
        }

        double kelvin = unit == TemperatureUnit.Celsius ? number + Celsius.Zero : number;
        return double.IsFinite(kelvin) ? kelvin : null;
    }

    [GeneratedRegex(@"^\s*([-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?)\s*(.*?)\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex NumberAndUnit();

    [GeneratedRegex("sample|linkam|lakeshore|eurotherm|furnace|cryo|hot_?stage|heater", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OfTheSample();
}
