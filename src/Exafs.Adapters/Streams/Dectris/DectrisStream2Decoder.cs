using System.Collections.Immutable;
using System.Globalization;
using Exafs.Adapters.ScanV1;
using Exafs.Signal;

namespace Exafs.Adapters.Streams.Dectris;

/// <summary>CBOR of Dectris SIMPLON, stream 2: recognised and named. Images of a detector are no spectra, so each series is rejected once, with that reason.</summary>
public sealed class DectrisStream2Decoder(StreamOptions options) : IStreamDecoder
{
    private readonly int _mostBytes = options.Limits.MessageBytes;
    private string? _told;

    public StreamFormat Format => StreamFormat.DectrisStream2;

    /// <summary>Whether the message is a single frame that begins as one of stream 2 does.</summary>
    public static bool Recognises(WireMessage message) => message.Frames is { IsDefault: false, Length: 1 } && DectrisMessage.Begins(message.Payload.Span);

    public IReadOnlyList<ScanV1Message> Decode(WireMessage message)
    {
        DectrisMessage read = Read(message, out Defect? defect);
        if (defect is not null)
            return [new() { Defect = defect }];
        string series = Series(read);
        if (series == _told)
            return [];
        _told = series;
        return [new() { Defect = new("not_a_spectrum", $"series {series} of Dectris stream 2 has images, not spectra over the energy") }];
    }

    public StreamObservation Observe(WireMessage message)
    {
        DectrisMessage read = Read(message, out Defect? defect);
        var readings = ImmutableArray.CreateBuilder<StreamReading>();
        if (read.IncidentEnergy is { } energy)
            readings.Add(new("incident_energy", "eV", "float64", [], energy, energy, energy, null));
        foreach ((string name, string type, ImmutableArray<int> shape, _) in read.Images)
            readings.Add(new(name, "counts", type, shape, double.NaN, double.NaN, double.NaN, null));
        (long? width, long? height, string planned, long? number) = read.Planned;
        return new(read.Type.Length > 0 ? read.Type : "unknown", readings.DrainToImmutable())
        {
            Sequence = read.Image,
            Series = Series(read),
            Remark = width is not null && height is not null ? $"{number} images of {height} × {width} {planned}; no spectra"
                : read.Images is [{ Compression.Length: > 0 } first, ..] ? $"compressed with {first.Compression}; no spectra"
                : "no spectra",
            Defect = defect,
        };
    }

    private DectrisMessage Read(WireMessage message, out Defect? defect)
    {
        if (message.Payload.Length <= _mostBytes)
            return DectrisMessage.Read(message.Payload, out defect);
        defect = new("too_large", $"{message.Payload.Length} bytes");
        return new();
    }

    private static string Series(DectrisMessage read) => read.Series is { } series ? $"{series.ToString(CultureInfo.InvariantCulture)} {read.UniqueId}".TrimEnd() : read.UniqueId;
}
