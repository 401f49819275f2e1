using Exafs.Adapters.ScanV1;

namespace Exafs.Adapters.Streams.Bluesky;

/// <summary>
/// Documents of Bluesky over 0MQ: prefix, name and a payload in pickle, JSON or MessagePack (with msgpack-numpy), told apart by its first bytes.
/// A run (start to stop) is a scan, or several where each event holds a whole spectrum. A pickle is read as data and never executed.
/// </summary>
/// <remarks>After bluesky.callbacks.zmq and the schemas of event-model.</remarks>
public sealed class BlueskyDecoder : IStreamDecoder
{
    private readonly DocumentReader _reader;
    private readonly BlueskyRuns _runs;
    private readonly BlueskyObserver _observer = new();

    /// <param name="channels">Which data key is what; gaps are found.</param>
    /// <param name="limits">What a publisher may ask of us.</param>
    public BlueskyDecoder(ChannelMap? channels = null, ScanV1Limits? limits = null)
    {
        limits ??= new();
        (_reader, _runs) = (new(limits), new(channels ?? new(), limits));
    }

    public StreamFormat Format => StreamFormat.Bluesky;

    /// <summary>Whether a message looks like one of Bluesky's.</summary>
    public static bool Recognises(WireMessage message) => BlueskyEnvelope.TryRead(message, out BlueskyEnvelope envelope) && envelope.IsReadable;

    public IReadOnlyList<ScanV1Message> Decode(WireMessage message)
    {
        if (!BlueskyEnvelope.TryRead(message, out BlueskyEnvelope envelope))
            return [new() { Defect = BlueskyEnvelope.NotBluesky }];
        return _reader.Read(envelope, out DocumentMap document) is { } defect ? [new() { Defect = defect }] : _runs.Next(envelope.Document, document);
    }

    public StreamObservation Observe(WireMessage message)
    {
        if (!BlueskyEnvelope.TryRead(message, out BlueskyEnvelope envelope))
            return new("unknown", []) { Defect = BlueskyEnvelope.NotBluesky };
        return _reader.Read(envelope, out DocumentMap document) is { } defect ? new(envelope.Name, []) { Defect = defect } : _observer.Of(envelope, document);
    }
}
