using System.Collections.Immutable;
using System.Numerics;
using Exafs.Adapters.ScanV1;
using Exafs.Adapters.Streams;
using Exafs.Signal;

namespace Exafs.Adapters.SlowValues;

/// <summary>Slow values such as a temperature, in series by channel, and their join to scans by time. Thread-safe; nothing in it waits.</summary>
public sealed class SideChannel
{
    private static readonly TimeSpan s_silentForGood = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly SideChannelOptions _options;
    private readonly TimeProvider _clock;
    private readonly Action<bool, string>? _tell;
    private readonly double _limit;
    private readonly Dictionary<string, SlowChannel> _channels = [];
    private SlowChannel? _temperature;
    private SideChannelCounts _counts = new();
    private bool _isStale;
    private long? _turned;

    /// <param name="options">Which values, and how.</param>
    /// <param name="clock">For scans and readings that say no time.</param>
    /// <param name="tell">Told what an operator should know: whether it is trouble, and the words. Called from any thread, and quick.</param>
    public SideChannel(SideChannelOptions options, TimeProvider clock, Action<bool, string>? tell = null)
    {
        (_options, _clock, _tell) = (options, clock, tell);
        _limit = options.Staleness.TotalSeconds;
    }

    /// <summary>What it has seen and done so far.</summary>
    public SideChannelCounts Counts
    {
        get
        {
            lock (_gate)
                return _counts;
        }
    }

    /// <summary>How the sample's temperature stands, for an operator; null: nothing is expected, and nothing came.</summary>
    public string? InWords()
    {
        lock (_gate)
        {
            return _channels.Count == 0 ? (_options.IsExpected ? "no reading yet" : null)
                : _temperature is not { Series.Count: > 0 } ? $"no temperature among {Names()}"
                : $"{_temperature.Name} {_temperature.Series.Newest.Value:g5} {_temperature.Unit}, {Now() - _temperature.Series.Newest.Time:f1} s ago{(_isStale ? ", stale" : "")}";
        }
    }

    /// <summary>Takes in what a message says.</summary>
    /// <param name="readings">In any order.</param>
    /// <param name="arrived">For those that say no time.</param>
    public SlowTaken Take(IReadOnlyList<SlowReading> readings, DateTimeOffset arrived)
    {
        (int taken, int repeated, int rejected) = (0, 0, 0);
        Defect? first = null;
        List<string> told = [];
        lock (_gate)
        {
            double now = UnixTime.Seconds(arrived.UtcDateTime);
            foreach (SlowReading reading in readings)
            {
                double time = reading.Time ?? now;
                Defect? defect = Take(reading, time, now);
                if (defect is null)
                    taken++;
                else if (defect.Reason == "duplicate")
                    repeated++;
                else
                    rejected++;
                if (defect is null)
                    continue;
                first = defect.Reason == "duplicate" ? first : first ?? defect;
                Count(defect, told);
            }

            _counts = _counts with { Readings = _counts.Readings + readings.Count, LastReading = taken > 0 ? arrived : _counts.LastReading };
        }

        Tell(told);
        return new(taken, repeated, rejected, first);
    }

    /// <summary>Counts a message that cannot be read.</summary>
    public void Reject(Defect defect)
    {
        List<string> told = [];
        lock (_gate)
            Count(defect, told);
        Tell(told);
    }

    /// <summary>
    /// The scan with its temperature at its middle (where the data carry no time, when it came), unless it has one of its own that is preferred, and the other values as channels of one value.
    /// What no reading is near enough for is left out and counted; snapshots are not counted.
    /// </summary>
    public Scan Join(Scan scan)
    {
        (bool IsTrouble, string Words)? turn = null;
        lock (_gate)
        {
            if (!_options.IsExpected && _channels.Count == 0)
                return scan;
            double time = scan.MidTime is { } middle ? UnixTime.Seconds(middle) : Now() - (scan.ReceivedTimestamp == 0 ? 0 : _clock.GetElapsedTime(scan.ReceivedTimestamp).TotalSeconds);
            bool isCounted = !scan.IsSnapshot;
            if (_options.SampleTemperature != "" && (scan.SampleTemperature is null || _options.Prefer == SlowPreference.SideChannel))
            {
                SlowValue found = _temperature?.Series.At(time, _limit) ?? default;
                if (found.Value is { } value)
                    scan = scan with { SampleTemperature = value + _temperature!.Zero };
                if (isCounted)
                {
                    _counts = found.Value is null ? _counts with { StaleTemperatures = _counts.StaleTemperatures + 1 } : _counts with { Temperatures = _counts.Temperatures + 1 };
                    turn = Turn(found, scan);
                }
            }

            scan = WithOthers(scan, time, isCounted);
        }

        if (turn is { } told)
            _tell?.Invoke(told.IsTrouble, told.Words);
        return scan;
    }

    private Scan WithOthers(Scan scan, double time, bool isCounted)
    {
        ImmutableArray<Channel>.Builder? channels = null;
        foreach (SlowChannel one in _channels.Values)
        {
            if (one == _temperature || !one.IsKept)
                continue;
            SlowValue found = one.Series.At(time, _limit);
            if (isCounted)
                _counts = found.Value is null ? _counts with { StaleOthers = _counts.StaleOthers + 1 } : _counts with { Others = _counts.Others + 1 };
            if (found.Value is not { } value)
                continue;
            channels ??= scan.Channels.ToBuilder();
            int own = Place(scan.Channels, one.Name);
            if (own < 0)
                channels.Add(new Channel(one.Name, one.Unit, [value]));
            else if (_options.Prefer == SlowPreference.SideChannel)
                channels[own] = new Channel(one.Name, one.Unit, [value]);
        }

        return channels is null ? scan : scan with { Channels = channels.ToImmutable() };
    }

    private static int Place(ImmutableArray<Channel> channels, string name)
    {
        for (int i = 0; i < channels.Length; i++)
        {
            if (channels[i].Name == name)
                return i;
        }

        return -1;
    }

    private Defect? Take(SlowReading reading, double time, double now)
    {
        if (time - now > _limit)
            return new("from_the_future", $"{reading.Name} is of {time - now:f1} s after its arrival: the clocks differ");
        if (Find(reading) is not { } channel)
            return new("too_many_channels", $"{reading.Name} would be one more than {_options.Channels}");
        channel.Heard = now;
        if (_temperature == channel && reading.Value + channel.Zero <= 0)
            return new("bad_value", $"{reading.Name} is {reading.Value:g6} {reading.Unit}: below absolute zero");
        return channel.Series.Add(time, reading.Value) is { } reason ? new(reason, $"{reading.Name} is {reading.Value:g6} at {time:f3} s") : null;
    }

    // Two units under one name are two channels; the second one's name ends in its unit.
    private SlowChannel? Find(SlowReading reading)
    {
        if (_channels.TryGetValue(reading.Name, out SlowChannel? known) && known.Unit == reading.Unit)
            return known;
        string name = known is null ? reading.Name : $"{reading.Name}_{reading.Unit}";
        if (_channels.TryGetValue(name, out known))
            return known;
        if (!double.IsFinite(reading.Value))
            return new SlowChannel(name, reading.Unit, 1); // says why it is left out, and is forgotten
        if (_channels.Count >= _options.Channels)
        {
            SlowChannel silent = _channels.Values.MinBy(channel => channel.Heard)!;
            if (Now() - silent.Heard <= Math.Max(_limit, s_silentForGood.TotalSeconds))
                return null;
            _channels.Remove(silent.Name);
        }

        var made = new SlowChannel(name, reading.Unit, _options.KeepReadings) { IsKept = IsKept(name, reading.Unit) };
        _channels.Add(name, made);
        _temperature = Temperature();
        return made;
    }

    private bool IsKept(string name, string unit) => _options.Others.IsDefault || _options.Others.Any(wanted => wanted.EndsWith('*')
        ? name.StartsWith(wanted[..^1], StringComparison.Ordinal)
        : IsNamed(wanted, name, unit));

    private static bool IsNamed(string wanted, string name, string unit) => wanted == name || wanted == $"{name}_{unit}";

    // A unit that is none of temperature is taken for one only where the configuration says so.
    private SlowChannel? Temperature()
    {
        string? wanted = _options.SampleTemperature;
        if (wanted == "")
            return null;
        TemperatureUnit forced = _options.TemperatureUnit;
        SlowChannel[] may =
        [
            .. _channels.Values.Where(channel => wanted is not null
                ? IsNamed(wanted, channel.Name, channel.Unit) && (forced != TemperatureUnit.Auto || IsTemperature(channel.Unit))
                : IsTemperature(channel.Unit)),
        ];
        string? name = wanted is not null ? may.FirstOrDefault()?.Name
            : ChannelGuess.Complete(new(), [.. may.Select(channel => new StreamChannel(channel.Name, channel.Unit))]).SampleTemperature;
        if (name is null || !_channels.TryGetValue(name, out SlowChannel? found))
            return null;
        TemperatureUnit unit = forced != TemperatureUnit.Auto ? forced : ChannelGuess.TemperatureUnitOf(found.Unit);
        found.Zero = unit == TemperatureUnit.Celsius ? Celsius.Zero : 0;
        return found;
    }

    private static bool IsTemperature(string unit) => unit.Length == 0 || ChannelGuess.TemperatureUnitOf(unit) != TemperatureUnit.Auto;

    // At most one turn within the limit, so that scans of two clocks do not fill a log.
    private (bool IsTrouble, string Words)? Turn(SlowValue found, Scan scan)
    {
        bool isStale = found.Value is null;
        if (isStale == _isStale || (_turned is { } before && _clock.GetElapsedTime(before) < _options.Staleness))
            return null;
        (_isStale, _turned) = (isStale, _clock.GetTimestamp());
        if (!isStale)
            return (false, $"side channel: {_temperature!.Name} is there again: {scan.SampleTemperature:f1} K for scan {scan.ScanId}");
        string why = found.Basis switch
        {
            SlowBasis.TooOld => $"the last reading of {_temperature!.Name} is {found.Seconds:f1} s older",
            SlowBasis.TooNew => $"the first reading of {_temperature!.Name} is {found.Seconds:f1} s later",
            SlowBasis.Gap => $"the readings of {_temperature!.Name} around it are {found.Seconds:f1} s apart",
            _ when _channels.Count == 0 => "no reading has come",
            _ => $"{(_options.SampleTemperature is { } wanted ? $"{wanted} in a unit of temperature" : "no temperature")} is among {Names()}",
        };
        return (true, $"side channel: scan {scan.ScanId} {(scan.SampleTemperature is null ? "gets no temperature" : "keeps the temperature that it came with")}: {why} (limit {_limit:g4} s)");
    }

    private void Count(Defect defect, List<string> told)
    {
        _counts = _counts.Reject(defect.Reason);
        long count = _counts.Rejected[defect.Reason];
        if (BitOperations.IsPow2(count) && defect.Reason != "duplicate")
            told.Add($"side channel: {defect.Reason}, {defect.Detail}{(count > 1 ? $" (number {count} of these)" : "")}");
    }

    private void Tell(List<string> told)
    {
        foreach (string words in told)
            _tell?.Invoke(true, words);
    }

    private string Names() => string.Join(", ", _channels.Values.Take(20).Select(channel => channel.Unit.Length == 0 ? channel.Name : $"{channel.Name} ({channel.Unit})"));

    private double Now() => UnixTime.Seconds(_clock.GetUtcNow().UtcDateTime);
}
