using System.Collections.Immutable;
using Exafs.Adapters.ScanV1;
using Exafs.Adapters.Streams;
using Exafs.Signal;

namespace Exafs.Adapters.Sniffing;

/// <summary>Counts the messages, channels, scans and gaps of one format.</summary>
internal sealed class StreamTally(StreamOptions options)
{
    private const int MostChannels = 2000, MostSeries = 1000, MostRemarks = 20, MostReasons = 50;

    // One instance is for one use.
    private readonly IStreamDecoder _scans = StreamDecoders.Of(options), _observed = StreamDecoders.Of(options);
    private readonly Dictionary<string, (StreamReading Last, double Least, double Largest, long Seen)> _channels = [];
    private readonly List<string> _order = [], _remarks = [];
    private readonly Dictionary<string, long> _kinds = [], _sequences = [];
    private readonly Dictionary<string, (long Times, string Example)> _defects = [];
    private ScanAssembler _assembler = new(new() { SnapshotInterval = TimeSpan.MaxValue, Limits = options.Limits }, TimeProvider.System);
    private DateTimeOffset _first, _last;
    private long _messages, _bytes, _wholeScans, _points, _missing;
    private (double Least, double Largest)? _energies, _temperatures;

    public void Add(WireMessage message)
    {
        if (_messages++ == 0)
            _first = message.Arrived;
        _last = message.Arrived;
        _bytes += message.Length;
        Observe(_observed.Observe(message));
        foreach (ScanV1Message step in _scans.Decode(message))
        {
            if (step.Defect is null)
                Count(step);
            (_assembler, var ended) = _assembler.Next(step, _last.UtcTicks);
            foreach (Scan scan in ended.Where(scan => !scan.IsSnapshot))
            {
                if (scan.Defect is { } wrong)
                    Blame(wrong);
                else
                    _wholeScans++;
                if (scan.SampleTemperature is { } kelvin)
                    _temperatures = Wider(_temperatures, kelvin, kelvin);
            }
        }
    }

    public SniffedStream Seen()
    {
        ChannelMap map = ChannelGuess.Complete(options.Channels, [.. _order.Select(name => new StreamChannel(name, _channels[name].Last.Unit))]);
        return new()
        {
            Format = options.Format,
            Messages = _messages,
            Bytes = _bytes,
            MessagesPerSecond = _messages > 1 ? (_messages - 1) / (_last - _first).TotalSeconds : double.NaN,
            Scans = _wholeScans,
            Points = _points,
            Energies = _energies,
            Temperatures = _temperatures,
            Kinds = _kinds.ToImmutableSortedDictionary(StringComparer.Ordinal),
            Channels = [.. _order.Select(name => Channel(_channels[name], map))],
            Missing = _missing,
            Defects = _defects.ToImmutableSortedDictionary(StringComparer.Ordinal),
            Remarks = [.. _remarks],
            Map = map,
        };
    }

    private void Observe(StreamObservation seen)
    {
        if (_kinds.Count < MostReasons || _kinds.ContainsKey(seen.Kind))
            _kinds[seen.Kind] = _kinds.GetValueOrDefault(seen.Kind) + 1;
        if (seen.Remark is { } remark && _remarks.Count < MostRemarks && !_remarks.Contains(remark))
            _remarks.Add(remark);
        if (seen.Sequence is { } sequence && seen.Defect is null)
        {
            if (_sequences.TryGetValue(seen.Series, out long before) && sequence > before + 1)
                _missing += sequence - before - 1;
            if (_sequences.Count < MostSeries || _sequences.ContainsKey(seen.Series))
                _sequences[seen.Series] = sequence;
        }

        foreach (StreamReading reading in seen.Readings)
        {
            if (_channels.TryGetValue(reading.Name, out var known))
            {
                _channels[reading.Name] = (reading, Least(known.Least, reading.Least), Largest(known.Largest, reading.Largest), known.Seen + 1);
            }
            else if (_channels.Count < MostChannels)
            {
                _order.Add(reading.Name);
                _channels[reading.Name] = (reading, reading.Least, reading.Largest, 1);
            }
        }
    }

    private void Count(ScanV1Message step)
    {
        _points += step.Count;
        if (step.Count == 0)
            return;
        ImmutableArray<double> energy = ScanV1Scan.Energy(step, step.MonoDSpacing ?? options.Channels.MonoDSpacing);
        foreach (double value in energy)
        {
            if (double.IsFinite(value))
                _energies = Wider(_energies, value, value);
        }
    }

    private void Blame(Defect defect)
    {
        if (_defects.TryGetValue(defect.Reason, out var known))
            _defects[defect.Reason] = known with { Times = known.Times + 1 };
        else if (_defects.Count < MostReasons)
            _defects[defect.Reason] = (1, defect.Detail);
    }

    private static SniffedChannel Channel((StreamReading Last, double Least, double Largest, long Seen) one, ChannelMap map)
    {
        string name = one.Last.Name;
        string? role = name == map.Energy ? "energy" : name == map.I0 ? "i0" : name == map.ITrans ? "itrans" : name == map.IRefer ? "irefer"
            : name == map.Mu ? "mu" : name == map.MuReference ? "mu_reference" : name == map.SampleTemperature ? "sample_temperature"
            : name == map.ScanNumber ? "scan_number" : !map.IFluor.IsDefault && map.IFluor.Contains(name) ? "ifluor" : null;
        return new(name, one.Last.Unit, one.Last.Type, one.Last.Shape, Number(one.Least), Number(one.Largest), Number(one.Last.Last), one.Seen, role);
    }

    private static double? Number(double value) => double.IsFinite(value) ? value : null;

    private static double Least(double a, double b) => double.IsNaN(a) ? b : double.IsNaN(b) ? a : Math.Min(a, b);

    private static double Largest(double a, double b) => double.IsNaN(a) ? b : double.IsNaN(b) ? a : Math.Max(a, b);

    private static (double, double) Wider((double Least, double Largest)? range, double low, double high) =>
        range is { } known ? (Math.Min(known.Least, low), Math.Max(known.Largest, high)) : (low, high);
}
