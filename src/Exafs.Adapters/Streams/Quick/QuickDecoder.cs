using System.Collections.Immutable;
using Exafs.Adapters.ScanV1;
using Exafs.Signal;

namespace Exafs.Adapters.Streams.Quick;

/// <summary>exafs-quick-v1: samples of encoder and ADC → scans, up and down apart, all of a run on one grid of energies. The last frame is one message; a frame before it is a topic.</summary>
/// <remarks>Holds sums over the bins of the grid for each of a few runs, however long their sweeps are.</remarks>
public sealed class QuickDecoder(StreamOptions options) : IStreamDecoder
{
    private const int MostRuns = 4, MostChannels = 64;

    private readonly QuickV1Reader _reader = new(options.Limits);
    private readonly Dictionary<string, QuickRun> _runs = new(StringComparer.Ordinal);
    private readonly List<string> _heard = [];

    public StreamFormat Format => StreamFormat.QuickV1;

    /// <summary>Whether a message says of itself that it is of this format.</summary>
    public static bool Recognises(WireMessage message) => QuickV1Reader.Names(message.Payload);

    public IReadOnlyList<ScanV1Message> Decode(WireMessage message)
    {
        QuickV1Chunk chunk = _reader.Read(message.Payload);
        Defect? defect = chunk.Defect ?? (chunk.Channels().Count() is var channels and > MostChannels ? new("too_large", $"{channels} channels, more than {MostChannels}") : null);
        if (defect is not null)
            return [Rejected(chunk, defect)];

        string id = options.Channels.RunId ?? chunk.RunId;
        chunk.RunId = id;
        var said = new List<ScanV1Message>();
        if (_runs.TryGetValue(id, out QuickRun? run) && !run.Continues(chunk))
        {
            Close(id, said, "superseded", "the same run began anew, or with other settings");
            run = null;
        }

        if (run is null)
        {
            if (chunk.Count == 0)
                return said;
            (run, defect) = QuickRun.Begin(chunk, options);
            if (run is null)
                return [.. said, Rejected(chunk, defect!)];
            while (_runs.Count >= MostRuns)
                Close(_heard[0], said, "too_many_scans", $"more than {MostRuns} runs at once");
            _runs[id] = run;
        }

        _heard.Remove(id);
        _heard.Add(id);
        run.Add(chunk, said);
        if (chunk.IsLast)
            Forget(id);
        return said;
    }

    public StreamObservation Observe(WireMessage message)
    {
        QuickV1Chunk chunk = _reader.Read(message.Payload);
        double? time = chunk.StartTime is { } start && chunk.SampleRate > 0 ? UnixTime.Seconds(start) + ((chunk.FirstSample + Math.Max(0, chunk.Count - 1)) / chunk.SampleRate) : null;
        var readings = ImmutableArray.CreateBuilder<StreamReading>();
        if (chunk.Count > 0)
            readings.Add(Reading(chunk.IsInCounts ? QuickV1Key.Counts : QuickV1Key.Angle, chunk.IsInCounts ? "counts" : "deg", chunk.Encoder, time));
        foreach ((string name, QuickV1Column column) in chunk.Channels())
            readings.Add(Reading(name, "counts", column, time));
        if (chunk.SampleTemperature is { } kelvin)
            readings.Add(new(QuickV1Key.SampleTemperature, "K", "float64", [], kelvin, kelvin, kelvin, time));
        return new(chunk.IsLast ? "last samples" : "samples", readings.DrainToImmutable())
        {
            Sequence = chunk.Sequence,
            Series = chunk.RunId,
            Remark = chunk.SampleRate > 0 ? FormattableString.Invariant($"{chunk.SampleRate:G6} samples a second from sample {chunk.FirstSample} on") : null,
            Defect = chunk.Defect,
        };
    }

    private static StreamReading Reading(string name, string unit, QuickV1Column column, double? time)
    {
        var values = new double[column.Count];
        column.CopyTo(0, values);
        double least = double.PositiveInfinity, largest = double.NegativeInfinity;
        foreach (double value in values)
            (least, largest) = (Math.Min(least, value), Math.Max(largest, value));
        return values.Length == 0
            ? new(name, unit, Type(column.Type), [0], double.NaN, double.NaN, double.NaN, time)
            : new(name, unit, Type(column.Type), [values.Length], least, largest, values[^1], time);
    }

    private static string Type(QuickSampleType type) => type.ToString().ToLowerInvariant();

    private static ScanV1Message Rejected(QuickV1Chunk chunk, Defect defect) => new() { RunId = chunk.RunId, Element = chunk.Element, Edge = chunk.Edge, Defect = defect };

    private void Close(string id, List<ScanV1Message> said, string reason, string detail)
    {
        if (_runs[id].Interrupt(reason, detail) is { } torn)
            said.Add(torn);
        Forget(id);
    }

    private void Forget(string id)
    {
        _runs.Remove(id);
        _heard.Remove(id);
    }
}
