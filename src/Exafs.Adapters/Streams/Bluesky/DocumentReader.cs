using System.Text.Json;
using Exafs.Adapters.ScanV1;
using Exafs.Signal;
using MessagePack;

namespace Exafs.Adapters.Streams.Bluesky;

/// <summary>Payload → document, whichever of the three it is written in.</summary>
internal sealed class DocumentReader
{
    private static readonly DocumentMap s_nothing = new();

    private readonly PickleReader _pickle;
    private readonly JsonDocumentReader _json;
    private readonly MessagePackDocumentReader _messagePack;
    private readonly ScanV1Limits _limits;

    public DocumentReader(ScanV1Limits limits)
    {
        var names = new DocumentNames();
        (_limits, _pickle, _json, _messagePack) = (limits, new(names), new(names), new(names));
    }

    /// <summary>What is wrong with it, or null and the document.</summary>
    public Defect? Read(BlueskyEnvelope envelope, out DocumentMap document)
    {
        document = s_nothing;
        ReadOnlyMemory<byte> payload = envelope.Payload;
        try
        {
            if (payload.Length > _limits.MessageBytes)
                return new("too_large", $"the message has {payload.Length} bytes, more than {_limits.MessageBytes}");
            if (payload.IsEmpty)
                return new("truncated_frame", $"{envelope.Name} has no payload");
            if (!envelope.IsReadable)
                return new("unknown_encoding", $"the payload begins with 0x{payload.Span[0]:x2}: neither a pickle of protocol 2 to 5 nor a map in JSON or MessagePack");
            DocumentValue value = envelope.IsPickle ? _pickle.Read(payload) : envelope.IsJson ? _json.Read(payload.Span) : _messagePack.Read(payload);
            if (value.Map is not { } map)
                return new("wrong_type", $"{envelope.Name} is {value.Kind}, not a map");
            document = map;
            return null;
        }
        catch (ScanV1Exception e)
        {
            return e.Defect;
        }
        catch (EndOfStreamException)
        {
            return new("truncated_frame", $"the {payload.Length} bytes end before {envelope.Name} does");
        }
        catch (OverflowException)
        {
            return new("too_large", "a number or a length is beyond its range");
        }
        catch (MessagePackSerializationException e)
        {
            return new("not_messagepack", e.Message);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return new("not_json", e.Message);
        }
    }
}
