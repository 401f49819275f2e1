using Exafs.Adapters.ScanV1;

namespace Exafs.Adapters.Streams;

/// <summary>Each message by the decoder of the format that it is of, so that several formats may come in on one port. What is of none is exafs-scan-v1 that was spoilt, or nothing.</summary>
internal sealed class AutoDecoder(StreamOptions options) : IStreamDecoder
{
    private readonly Dictionary<StreamFormat, IStreamDecoder> _decoders = [];

    /// <summary>Of the message that came last.</summary>
    public StreamFormat Format { get; private set; } = StreamFormat.ScanV1;

    public IReadOnlyList<ScanV1Message> Decode(WireMessage message) => Of(message).Decode(message);

    public StreamObservation Observe(WireMessage message) => Of(message).Observe(message);

    private IStreamDecoder Of(WireMessage message)
    {
        StreamFormat format = StreamDecoders.FormatOf(message) ?? StreamFormat.ScanV1;
        Format = format;
        if (!_decoders.TryGetValue(format, out IStreamDecoder? decoder))
            _decoders[format] = decoder = StreamDecoders.Of(options with { Format = format });
        return decoder;
    }
}
