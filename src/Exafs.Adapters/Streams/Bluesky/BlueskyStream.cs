using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Exafs.Adapters.ScanV1;
using Exafs.Signal;

namespace Exafs.Adapters.Streams.Bluesky;

/// <summary>One stream of one run as its descriptor says it: which of its channels goes where, looked up once for all of its events.</summary>
/// <remarks>
/// Offsets of the averages that the "analog pizza boxes" of NSLS-II send (apb_ave_ch1_mean) stand in the configuration (apb_ave_ch1_offset, in the same unit) and are subtracted,
/// as NSLS-II's own package xas does (file_io.stepscan_remove_offsets).
/// </remarks>
internal sealed class BlueskyStream
{
    private readonly ImmutableArray<BlueskyDataKey> _keys;
    private readonly bool[] _isNeeded;
    private readonly double[] _offsets, _values;
    private readonly int[] _at;
    private readonly (string Name, TemperatureUnit Unit)? _temperature;

    private BlueskyStream(string name, ChannelMap map, ImmutableArray<BlueskyDataKey> keys, HashSet<string> needed, DocumentMap? configuration, (string Name, TemperatureUnit Unit)? temperature)
    {
        (Name, _keys) = (name, keys);
        StreamChannel[] channels = [.. keys.Select(k => k.Channel)];
        Plan = ChannelPlan.Of(map, channels);
        EnergyName = map.Energy ?? "";
        HasEnergy = keys.Any(k => k.Name == EnergyName);
        _isNeeded = [.. keys.Select(k => needed.Contains(k.Name))];
        _offsets = [.. keys.Select(k => Offset(k.Name, configuration))];
        (_values, _at) = (new double[keys.Length], [.. Enumerable.Range(0, keys.Length)]);
        External = keys.Where(k => k.IsExternal && needed.Contains(k.Name)).Select(k => k.Name).FirstOrDefault();
        _temperature = temperature;
    }

    /// <summary>Such as "primary" or "baseline".</summary>
    public string Name { get; }

    public ChannelPlan Plan { get; }

    public string EnergyName { get; }

    /// <summary>Whether the channel of the energy is among its own.</summary>
    public bool HasEnergy { get; }

    /// <summary>Whether its events are points of a spectrum.</summary>
    public bool IsSpectrum => Plan.Defect is null && Name != "baseline";

    /// <summary>A channel of the spectrum whose data stand in a file, by the descriptor; null: none does.</summary>
    public string? External { get; }

    /// <summary>Sample temperature that the configuration states, K.</summary>
    public double? ConfiguredKelvin { get; private init; }

    /// <param name="name">Of the stream.</param>
    /// <param name="keys">All data keys.</param>
    /// <param name="map">The channels, completed by the start document.</param>
    /// <param name="moved">Fields that the plan moves.</param>
    /// <param name="configuration">Devices and their data; null: none.</param>
    /// <param name="limits">Channels of one scan.</param>
    public static BlueskyStream Of(string name, BlueskyDataKey[] keys, ChannelMap map, ImmutableArray<string> moved, DocumentMap? configuration, ScanV1Limits limits)
    {
        BlueskyDataKey[] numeric = [.. keys.Where(k => k.IsNumeric)];
        (string, TemperatureUnit)? temperature = Temperature(map, numeric);
        double? configured = Configured(configuration, map);
        if (map.Energy is null && ChannelGuess.Complete(new(), [.. numeric.Where(k => moved.Contains(k.Name)).Select(k => k.Channel)]) is { Energy: { } energy } guessed)
            map = map with { Energy = energy, EnergyUnit = map.EnergyUnit == EnergyUnit.Auto ? guessed.EnergyUnit : map.EnergyUnit };
        map = map with { Energy = map.Energy ?? ChannelGuess.Complete(map, [.. numeric.Select(k => k.Channel)]).Energy };

        // Where the energy is a number, a channel of more than one for each event is another thing: a spectrum of fluorescence, a waveform, an image.
        HashSet<string> named = Names(map, numeric);
        int dimensions = numeric.Where(k => k.Name == map.Energy).Select(k => k.Dimensions).FirstOrDefault();
        BlueskyDataKey[] fitting = [.. numeric.Where(k => k.Dimensions <= dimensions || named.Contains(k.Name))];
        map = ChannelGuess.Complete(map, [.. fitting.Select(k => k.Channel)]);
        HashSet<string> needed = Names(map, fitting);
        int others = Math.Max(0, limits.Channels - needed.Count);
        ImmutableArray<BlueskyDataKey> kept = [.. fitting.Where(k => needed.Contains(k.Name) || k.Name == map.SampleTemperature || (!k.IsExternal && others-- > 0))];
        return new(name, map, kept, needed, configuration, temperature) { ConfiguredKelvin = configured };
    }

    /// <summary>One event as points: a message that wants its ids and has a defect where it cannot be used.</summary>
    /// <param name="data">Values of the event, or of a page of them.</param>
    /// <param name="filled">Which of the external ones are there.</param>
    /// <param name="mostPoints">More are too many.</param>
    public ScanV1Message Points(DocumentMap data, DocumentMap? filled, int mostPoints)
    {
        bool isOne = true;
        for (int i = 0; i < _values.Length; i++)
        {
            int at = data.Find(_keys[i].Name, _at[i]);
            DocumentValue value = at < 0 ? default : data.Value(at);
            if (at >= 0)
                _at[i] = at;
            if (value.TryScalar(out double number) && (at >= 0 || !_isNeeded[i]))
                _values[i] = _offsets[i] == 0 ? number : number - _offsets[i];
            else if (value.Kind is DocumentKind.List or DocumentKind.Array)
                isOne = false;
            else if (_isNeeded[i])
                return Unusable(i, at >= 0, filled);
            else
                _values[i] = double.NaN;
        }

        return isOne ? Plan.Point(_values) : Columns(data, filled, mostPoints);
    }

    /// <summary>Sample temperature that an event carries, K; null: none.</summary>
    public double? Kelvin(DocumentMap data) => _temperature is { } temperature ? BlueskyTemperature.Kelvin(data[temperature.Name], temperature.Unit) : null;

    /// <summary>The energy in an event, or in a page of events.</summary>
    public DocumentValue Energy(DocumentMap data) => data[EnergyName];

    private ScanV1Message Columns(DocumentMap data, DocumentMap? filled, int mostPoints)
    {
        var columns = new ImmutableArray<double>[_keys.Length];
        for (int i = 0; i < columns.Length; i++)
        {
            DocumentValue value = data[_keys[i].Name];
            if (value.TryNumbers(mostPoints, out double[] numbers))
            {
                for (int j = 0; _offsets[i] != 0 && j < numbers.Length; j++)
                    numbers[j] -= _offsets[i];
                columns[i] = ImmutableCollectionsMarshal.AsImmutableArray(numbers);
            }
            else if (_isNeeded[i])
            {
                return Unusable(i, true, filled);
            }
            else
            {
                columns[i] = [];
            }
        }

        return Plan.Points(at => columns[at]);
    }

    private ScanV1Message Unusable(int channel, bool isThere, DocumentMap? filled)
    {
        string name = _keys[channel].Name;
        DocumentValue isFilled = filled?[name] ?? default;
        bool isExternal = _keys[channel].IsExternal || isFilled.IsFalse || isFilled.List?[0].IsFalse == true;
        return new()
        {
            Type = ScanV1MessageType.Points,
            Defect = isExternal ? ExternalData(name)
                : isThere ? new("wrong_type", $"{name} is neither a number nor a row of numbers")
                : new("missing_field", $"the event has no {name}"),
        };
    }

    /// <summary>What is said of a scan that stands in files.</summary>
    public static Defect ExternalData(string name) => new("external_data", $"the data of {name} stand in a file; the documents only point at it");

    private static HashSet<string> Names(ChannelMap map, BlueskyDataKey[] keys)
    {
        HashSet<string> names = [.. ((string?[])[map.Energy, map.I0, map.ITrans, map.IRefer, map.Mu, map.MuReference]).OfType<string>().Where(name => name.Length > 0)];
        foreach (string name in map.IFluor.IsDefault ? [] : map.IFluor)
            names.UnionWith(name.EndsWith('*') ? keys.Select(k => k.Name).Where(n => n.StartsWith(name[..^1], StringComparison.Ordinal)) : [name]);
        return names;
    }

    private static double Offset(string channel, DocumentMap? configuration)
    {
        const string mean = "_mean";
        if (!channel.EndsWith(mean, StringComparison.Ordinal) || !channel.Contains("_ch", StringComparison.Ordinal))
            return 0;
        string offset = channel[..^mean.Length] + "_offset";
        for (int i = 0; i < (configuration?.Count ?? 0); i++)
        {
            if (configuration!.Value(i).Map?["data"].Map?[offset].Number is { } value && double.IsFinite(value))
                return value;
        }

        return 0;
    }

    private static double? Configured(DocumentMap? configuration, ChannelMap map)
    {
        for (int i = 0; i < Math.Min(configuration?.Count ?? 0, 64); i++)
        {
            DocumentMap? device = configuration!.Value(i).Map, data = device?["data"].Map;
            if (data is null)
                continue;
            if (Temperature(map, [.. BlueskyDataKey.Of(device!["data_keys"].Map ?? data).Where(k => k.IsNumeric)]) is { } known && BlueskyTemperature.Kelvin(data[known.Name], known.Unit) is { } kelvin)
                return kelvin;
        }

        return null;
    }

    private static (string Name, TemperatureUnit Unit)? Temperature(ChannelMap map, BlueskyDataKey[] keys)
    {
        StreamChannel[] channels = [.. keys.Select(k => k.Channel)];
        if (BlueskyTemperature.Channel(map, channels) is not { } name)
            return null;
        string unit = channels.First(c => c.Name == name).Unit;
        return (name, map.TemperatureUnit != TemperatureUnit.Auto ? map.TemperatureUnit : ChannelGuess.TemperatureUnitOf(unit));
    }
}
