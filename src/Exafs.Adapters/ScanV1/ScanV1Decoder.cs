using System.Collections.Immutable;
using Exafs.Adapters.Streams;
using Exafs.Signal;

namespace Exafs.Adapters.ScanV1;

/// <summary>exafs-scan-v1: the last frame is one message; a frame before it is a topic.</summary>
public sealed class ScanV1Decoder(ScanV1Limits? limits = null) : IStreamDecoder
{
    private readonly ScanV1Reader _reader = new(limits);

    private const int FormatWithin = 4096;

    public StreamFormat Format => StreamFormat.ScanV1;

    /// <summary>Whether a message is one of exafs-scan-v1: a map that says so near its beginning or its end.</summary>
    public static bool Recognises(WireMessage message)
    {
        ReadOnlySpan<byte> bytes = message.Payload.Span;
        if (bytes.IsEmpty || bytes[0] is not ((>= 0x80 and <= 0x8f) or 0xde or 0xdf))
            return false;
        ReadOnlySpan<byte> name = "exafs-scan-v1"u8;
        return bytes[..Math.Min(bytes.Length, FormatWithin)].IndexOf(name) >= 0 || bytes[Math.Max(0, bytes.Length - FormatWithin)..].IndexOf(name) >= 0;
    }

    public IReadOnlyList<ScanV1Message> Decode(WireMessage message) => [_reader.Read(message.Payload)];

    public StreamObservation Observe(WireMessage message)
    {
        ScanV1Message read = _reader.Read(message.Payload);
        double? time = read.Time.Length > 0 ? read.Time[^1] : (read.EndTime ?? read.StartTime) is { } stated ? UnixTime.Seconds(stated) : null;
        var readings = ImmutableArray.CreateBuilder<StreamReading>();
        Add(ScanV1Key.Energy, "eV", read.Energy);
        Add(ScanV1Key.Angle, "deg", read.Angle);
        Add(ScanV1Key.I0, "counts", read.I0);
        Add(ScanV1Key.ITrans, "counts", read.ITrans);
        Add(ScanV1Key.IRefer, "counts", read.IRefer);
        Add(ScanV1Key.Mu, "", read.Mu);
        Add(ScanV1Key.MuReference, "", read.MuReference);
        foreach (Channel channel in read.IFluor.Concat(read.Channels))
            Add(channel.Name, channel.Unit, channel.Values);
        if (read.SampleTemperature is { } kelvin)
            readings.Add(new(ScanV1Key.SampleTemperature, "K", "float64", [], kelvin, kelvin, kelvin, time));
        return new(read.Type.ToString().ToLowerInvariant(), readings.DrainToImmutable())
        {
            // Only whole scans and begins count up; the points of a scan have its number.
            Sequence = read.Type is ScanV1MessageType.Scan or ScanV1MessageType.Begin ? read.Sequence : null,
            Series = read.RunId,
            Defect = read.Defect,
        };

        void Add(string name, string unit, ImmutableArray<double> values)
        {
            if (!values.IsEmpty)
                readings.Add(new(name, unit, "float64", values.Length == 1 ? [] : [values.Length], values.Min(), values.Max(), values[^1], time));
        }
    }
}
