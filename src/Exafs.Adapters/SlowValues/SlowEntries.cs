using System.Collections.Immutable;
using Exafs.Adapters.ScanV1;

namespace Exafs.Adapters.SlowValues;

/// <summary>Names and numbers of one map, until its time is known; used for one message.</summary>
internal sealed class SlowEntries(ScanV1Limits limits)
{
    private readonly ImmutableArray<SlowReading>.Builder _readings = ImmutableArray.CreateBuilder<SlowReading>();
    private readonly List<(string Name, double Value)> _map = [];
    private double? _time;

    /// <summary>A name of the map, before its value is read; a name that shows another format ends the reading.</summary>
    public void Name(string name)
    {
        if (name is "format" or "htype" or "uid" or "run_start" or "descriptor")
            throw NotOurs($"the key {name} is another format's");
        if (name.Length > limits.TextBytes)
            throw new ScanV1Exception("too_large", $"a name has {name.Length} characters, more than {limits.TextBytes}");
    }

    public void Number(string name, double value)
    {
        if (IsTime(name))
            _time = UnixTime.FromSeconds(value) is not null ? value : throw new ScanV1Exception("bad_value", $"{name} is {value:R}, not a time in s since 1970");
        else if (_map.Count >= limits.Channels)
            throw new ScanV1Exception("too_large", $"more than {limits.Channels} numbers in one map");
        else if (name.Length > 0)
            _map.Add((name, value));
    }

    /// <summary>A value that is no number; of the time that is a defect, or the reading would be taken for a fresh one.</summary>
    public static void Other(string name, bool isNull)
    {
        if (IsTime(name) && !isNull)
            throw new ScanV1Exception("wrong_type", $"{name} is not a number of s since 1970");
    }

    /// <summary>The map is over.</summary>
    public void End()
    {
        foreach ((string name, double value) in _map)
            _readings.Add(SlowReading.Of(name, "", value, _time));
        _map.Clear();
        _time = null;
    }

    public ImmutableArray<SlowReading> ToReadings() => _readings.DrainToImmutable();

    public static ScanV1Exception NotOurs(string why) => new(SlowMessageReader.NotSlowValues, why);

    private static bool IsTime(string name) => name is ScanV1Key.Time or "time" or "timestamp";
}
