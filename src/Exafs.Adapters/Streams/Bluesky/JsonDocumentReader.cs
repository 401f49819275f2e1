using System.Text.Json;
using Exafs.Adapters.ScanV1;

namespace Exafs.Adapters.Streams.Bluesky;

/// <summary>A document in JSON. What Python writes beside the standard is taken too: NaN (as no value) and Infinity.</summary>
internal sealed class JsonDocumentReader(DocumentNames names)
{
    private int _values;

    /// <exception cref="ScanV1Exception">More than is permitted.</exception>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public DocumentValue Read(ReadOnlySpan<byte> payload)
    {
        try
        {
            return ReadStrict(payload);
        }
        catch (JsonException) when (payload.IndexOf("NaN"u8) >= 0 || payload.IndexOf("Infinity"u8) >= 0)
        {
            return ReadStrict(Standard(payload));
        }
    }

    private DocumentValue ReadStrict(ReadOnlySpan<byte> payload)
    {
        _values = 0;
        var reader = new Utf8JsonReader(payload, new JsonReaderOptions { MaxDepth = BlueskyLimits.Depth });
        reader.Read();
        DocumentValue value = Value(ref reader);
        reader.Read(); // throws where something follows
        return value;
    }

    private DocumentValue Value(ref Utf8JsonReader reader)
    {
        if (++_values > BlueskyLimits.Values)
            throw new ScanV1Exception("too_large", $"more than {BlueskyLimits.Values} values");
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var map = new DocumentMap();
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    string key = Text(ref reader);
                    reader.Read();
                    map.Add(key, Value(ref reader));
                }

                return DocumentValue.Of(map);
            case JsonTokenType.StartArray:
                var list = new DocumentList();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    list.Add(Value(ref reader));
                return DocumentValue.Of(list);
            case JsonTokenType.String:
                return DocumentValue.Of(Text(ref reader));
            case JsonTokenType.Number:
                return reader.TryGetInt64(out long integer) ? DocumentValue.Of(integer) : DocumentValue.Of(reader.GetDouble());
            case JsonTokenType.True or JsonTokenType.False:
                return DocumentValue.Of(reader.GetBoolean());
            default:
                return default;
        }
    }

    private string Text(ref Utf8JsonReader reader) => reader.ValueIsEscaped ? reader.GetString()! : names.Text(reader.ValueSpan);

    // Outside of texts: NaN becomes null, Infinity a number that is larger than any.
    private static byte[] Standard(ReadOnlySpan<byte> payload)
    {
        var standard = new MemoryStream(payload.Length + 64);
        bool isText = false;
        for (int i = 0; i < payload.Length; i++)
        {
            if (!isText && payload[i..].StartsWith("NaN"u8))
            {
                standard.Write("null"u8);
                i += 2;
            }
            else if (!isText && payload[i..].StartsWith("Infinity"u8))
            {
                standard.Write("1e999"u8);
                i += 7;
            }
            else
            {
                standard.WriteByte(payload[i]);
                if (isText && payload[i] == '\\' && i + 1 < payload.Length)
                    standard.WriteByte(payload[++i]);
                else if (payload[i] == '"')
                    isText = !isText;
            }
        }

        return standard.ToArray();
    }
}
