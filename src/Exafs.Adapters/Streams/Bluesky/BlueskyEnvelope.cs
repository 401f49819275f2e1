using System.Text;
using Exafs.Signal;

namespace Exafs.Adapters.Streams.Bluesky;

/// <summary>What is around a document: prefix, space, name of the document, space, payload. Some send these as two or three frames.</summary>
internal readonly record struct BlueskyEnvelope(BlueskyDocument Document, ReadOnlyMemory<byte> Payload)
{
    public static Defect NotBluesky { get; } = new("not_bluesky", "the message does not begin with a prefix, the name of a document and a space each");

    /// <summary>False where the message is none of Bluesky's.</summary>
    public static bool TryRead(WireMessage message, out BlueskyEnvelope envelope)
    {
        envelope = default;
        if (message.Frames.Length > 1)
        {
            envelope = new(Named(message.Frames[^2].Span), message.Payload);
            return envelope.Document != BlueskyDocument.Unknown && message.Frames.Length <= 3;
        }

        ReadOnlyMemory<byte> frame = message.Payload;
        ReadOnlySpan<byte> head = frame.Span[..Math.Min(frame.Length, BlueskyLimits.PrefixBytes + 32)];
        int prefix = head.IndexOf((byte)' ');
        int name = prefix < 0 ? -1 : head[(prefix + 1)..].IndexOf((byte)' ');
        if (name < 0)
            return false;
        envelope = new(Named(head.Slice(prefix + 1, name)), frame[(prefix + name + 2)..]);
        return envelope.Document != BlueskyDocument.Unknown;
    }

    /// <summary>Whether the payload begins as one of those that we read.</summary>
    public bool IsReadable => IsPickle || IsJson || IsMessagePack;

    public bool IsPickle => Payload.Length > 1 && Payload.Span[0] == PickleOpcode.Protocol && Payload.Span[1] is >= 2 and <= 5;

    public bool IsJson => Payload.Length > 0 && Payload.Span[0] == (byte)'{';

    public bool IsMessagePack => Payload.Length > 1 && Payload.Span[0] is (> 0x80 and <= 0x8f) or 0xde or 0xdf;

    /// <summary>The name that event-model gives the document.</summary>
    public string Name => Document switch
    {
        BlueskyDocument.EventPage => "event_page",
        BlueskyDocument.DatumPage => "datum_page",
        BlueskyDocument.StreamResource => "stream_resource",
        BlueskyDocument.StreamDatum => "stream_datum",
        BlueskyDocument.BulkEvents => "bulk_events",
        BlueskyDocument.BulkDatum => "bulk_datum",
        _ => Document.ToString().ToLowerInvariant(),
    };

    private static BlueskyDocument Named(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("event"u8))
            return BlueskyDocument.Event;
        if (name.Length is < 4 or > 15)
            return BlueskyDocument.Unknown;
        return Encoding.ASCII.GetString(name) switch
        {
            "start" => BlueskyDocument.Start,
            "descriptor" => BlueskyDocument.Descriptor,
            "event_page" => BlueskyDocument.EventPage,
            "stop" => BlueskyDocument.Stop,
            "resource" => BlueskyDocument.Resource,
            "datum" => BlueskyDocument.Datum,
            "datum_page" => BlueskyDocument.DatumPage,
            "stream_resource" => BlueskyDocument.StreamResource,
            "stream_datum" => BlueskyDocument.StreamDatum,
            "bulk_events" => BlueskyDocument.BulkEvents,
            "bulk_datum" => BlueskyDocument.BulkDatum,
            _ => BlueskyDocument.Unknown,
        };
    }
}
