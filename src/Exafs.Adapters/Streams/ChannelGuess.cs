using System.Text.RegularExpressions;
using Exafs.Adapters.Files;

namespace Exafs.Adapters.Streams;

/// <summary>What the channels of a stream are, by the names that the world's beamlines give them, and by their units.</summary>
public static partial class ChannelGuess
{
    /// <summary>The map with its gaps filled from these channels; what is not among them stays a gap.</summary>
    public static ChannelMap Complete(ChannelMap map, IReadOnlyList<StreamChannel> channels)
    {
        (StreamChannel Channel, ColumnRole Role, int Rank)[] read = [.. channels.Where(c => c.Name != map.ScanNumber).Select(Read).OrderBy(c => c.Rank)];
        string? energy = map.Energy ?? First(ColumnRole.Energy);
        EnergyUnit unit = map.EnergyUnit;
        if (energy is null && First(ColumnRole.Angle) is { } angle)
            (energy, unit) = (angle, unit == EnergyUnit.Auto ? EnergyUnit.Degree : unit);
        string? temperature = map.SampleTemperature ?? Temperature(channels);
        string[] fluorescence = [.. read.Where(c => c.Role is ColumnRole.EmissionLine or ColumnRole.IFluor && c.Channel.Name != temperature).Select(c => c.Channel.Name)];
        return map with
        {
            Energy = energy,
            EnergyUnit = unit,
            I0 = map.I0 ?? First(ColumnRole.I0),
            ITrans = map.ITrans ?? First(ColumnRole.ITrans),
            IRefer = map.IRefer ?? First(ColumnRole.IRefer),
            IFluor = map.IFluor.IsDefault ? [.. fluorescence] : map.IFluor,
            Mu = map.Mu ?? First(ColumnRole.Mu) ?? First(ColumnRole.MuFluor),
            MuReference = map.MuReference ?? First(ColumnRole.MuReference),
            SampleTemperature = temperature,
        };

        string? First(ColumnRole role) => read.Where(c => c.Role == role).Select(c => c.Channel.Name).FirstOrDefault();
    }

    /// <summary>The unit of energy that a text means; Auto where it means none.</summary>
    public static EnergyUnit EnergyUnitOf(string unit) => unit.Trim().ToLowerInvariant() switch
    {
        "ev" => EnergyUnit.ElectronVolt,
        "kev" => EnergyUnit.KiloElectronVolt,
        "deg" or "degree" or "degrees" or "°" => EnergyUnit.Degree,
        _ => EnergyUnit.Auto,
    };

    /// <summary>The unit of temperature that a text means; Auto where it means none.</summary>
    public static TemperatureUnit TemperatureUnitOf(string unit) => unit.Trim().ToLowerInvariant() switch
    {
        "k" or "kelvin" => TemperatureUnit.Kelvin,
        "c" or "°c" or "degc" or "deg c" or "deg_c" or "celsius" => TemperatureUnit.Celsius,
        _ => TemperatureUnit.Auto,
    };

    private static (StreamChannel Channel, ColumnRole Role, int Rank) Read(StreamChannel channel)
    {
        (ColumnRole role, int rank) = ColumnLabels.Classify(channel.Name);
        if (role == ColumnRole.Unknown && channel.Name.LastIndexOfAny([':', '.', '/']) is var cut and > 0) // names of process variables carry their place first
            (role, rank) = ColumnLabels.Classify(channel.Name[(cut + 1)..]);
        return (channel, role, rank);
    }

    // The sample's before any other; a setpoint is not a reading.
    private static string? Temperature(IReadOnlyList<StreamChannel> channels)
    {
        var read = channels.Where(c => !Setpoint().IsMatch(c.Name) && (TemperatureUnitOf(c.Unit) != TemperatureUnit.Auto || TemperatureName().IsMatch(c.Name)));
        return read.OrderByDescending(c => c.Name.Contains("sample", StringComparison.OrdinalIgnoreCase)).Select(c => c.Name).FirstOrDefault();
    }

    [GeneratedRegex(@"temp(erature)?|(^|[^a-z])T(_rb|_sample|_meas\w*)?$|thermocouple|linkam|lakeshore|eurotherm|furnace|heater_\d+_T", RegexOptions.IgnoreCase)]
    private static partial Regex TemperatureName();

    [GeneratedRegex(@"set_?p|_sp$|setpoint|target|demand|limit|rate|power", RegexOptions.IgnoreCase)]
    private static partial Regex Setpoint();
}
