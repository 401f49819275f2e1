using System.Text.Json;

namespace Exafs.Tests.Adapters.Streams.Bluesky;

/// <summary>A document in JSON; arrays of numpy are lists.</summary>
internal static class JsonBytes
{
    public static byte[] Of(Doc document)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
            Write(writer, document);
        return stream.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null or double.NaN:
                writer.WriteNullValue();
                break;
            case bool isTrue:
                writer.WriteBooleanValue(isTrue);
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case double number:
                writer.WriteNumberValue(number);
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case Doc document:
                writer.WriteStartObject();
                foreach ((string key, object? one) in document)
                {
                    writer.WritePropertyName(key);
                    Write(writer, one);
                }

                writer.WriteEndObject();
                break;
            case System.Collections.IEnumerable list:
                writer.WriteStartArray();
                foreach (object? one in list)
                    Write(writer, one);
                writer.WriteEndArray();
                break;
            default:
                throw new ArgumentException($"{value.GetType()}", nameof(value));
        }
    }
}
