using System.Buffers;
using Exafs.Adapters.ScanV1;
using MessagePack;

namespace Exafs.Adapters.Streams.Bluesky;

/// <summary>A document in MessagePack, with the arrays and scalars of msgpack-numpy. An array of objects carries a pickle in its bytes: it is never looked into.</summary>
internal sealed class MessagePackDocumentReader(DocumentNames names)
{
    private int _values;

    /// <exception cref="ScanV1Exception">More than is permitted, or an array that is none.</exception>
    /// <exception cref="MessagePackSerializationException">It is no MessagePack.</exception>
    /// <exception cref="EndOfStreamException">It ends before its end.</exception>
    public DocumentValue Read(ReadOnlyMemory<byte> payload)
    {
        _values = 0;
        var reader = new MessagePackReader(payload);
        DocumentValue value = Value(ref reader, 1);
        return reader.End ? value : throw new ScanV1Exception("trailing_bytes", $"{payload.Length - reader.Consumed} bytes after the document");
    }

    private DocumentValue Value(ref MessagePackReader reader, int depth)
    {
        if (++_values > BlueskyLimits.Values)
            throw new ScanV1Exception("too_large", $"more than {BlueskyLimits.Values} values");
        if (depth > BlueskyLimits.Depth)
            throw new ScanV1Exception("too_deep", $"more than {BlueskyLimits.Depth} maps and lists within each other");
        switch (reader.NextMessagePackType)
        {
            case MessagePackType.Integer:
                return reader.NextCode == MessagePackCode.UInt64 ? Unsigned(reader.ReadUInt64()) : DocumentValue.Of(reader.ReadInt64());
            case MessagePackType.Float:
                return DocumentValue.Of(reader.ReadDouble());
            case MessagePackType.Boolean:
                return DocumentValue.Of(reader.ReadBoolean());
            case MessagePackType.String:
                return DocumentValue.Of(Text(ref reader));
            case MessagePackType.Binary:
                return DocumentValue.Of(new DocumentBytes(Bytes(ref reader)));
            case MessagePackType.Array:
                var list = new DocumentList();
                for (int items = reader.ReadArrayHeader(); items > 0; items--)
                    list.Add(Value(ref reader, depth + 1));
                return DocumentValue.Of(list);
            case MessagePackType.Map:
                var map = new DocumentMap();
                int entries = reader.ReadMapHeader();
                map.Grow(entries);
                for (; entries > 0; entries--)
                    map.Add(Key(ref reader, depth), Value(ref reader, depth + 1));
                return Numpy(map);
            default:
                reader.Skip();
                return default;
        }
    }

    // Keys are texts, of msgpack-numpy bytes; numbers are legal.
    private string Key(ref MessagePackReader reader, int depth) => reader.NextMessagePackType switch
    {
        MessagePackType.String => Text(ref reader),
        MessagePackType.Binary => names.Text(Bytes(ref reader).Span),
        _ => Value(ref reader, depth + 1).Integer?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "",
    };

    // {nd, type, shape, data}, a scalar without a shape; {complex, data}.
    private static DocumentValue Numpy(DocumentMap map)
    {
        if (map.Count is < 2 or > 5)
            return DocumentValue.Of(map);
        if (map["complex"].IsTrue)
            return DocumentValue.OfOther();
        DocumentValue isArray = map["nd"];
        if (isArray.Kind != DocumentKind.Boolean || map.Find("data", 0) < 0)
            return DocumentValue.Of(map);
        bool isPlain = map["kind"].Bytes is null or { Memory.Length: 0 } && map["kind"].Text is null or "";
        var element = isPlain && map["data"].Bytes is not null ? DocumentElement.Of(map["type"].Text) : default;
        if (!element.IsNumber)
            return DocumentValue.OfOther();
        ReadOnlyMemory<byte> data = map["data"].Bytes!.Memory;
        return isArray.IsTrue ? DocumentValue.Of(DocumentArray.Of(element, data, DocumentArray.ShapeOf(map["shape"]))) : DocumentArray.Of(element, data, []).ToScalar();
    }

    private string Text(ref MessagePackReader reader) => reader.TryReadStringSpan(out ReadOnlySpan<byte> utf8)
        ? names.Text(utf8)
        : throw new ScanV1Exception("not_messagepack", "a text is none");

    private static ReadOnlyMemory<byte> Bytes(ref MessagePackReader reader)
    {
        ReadOnlySequence<byte> bytes = reader.ReadBytes()!.Value;
        return bytes.IsSingleSegment ? bytes.First : bytes.ToArray();
    }

    private static DocumentValue Unsigned(ulong value) => value <= long.MaxValue ? DocumentValue.Of((long)value) : DocumentValue.Of((double)value);
}
