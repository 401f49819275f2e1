using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Exafs.Adapters.ScanV1;

namespace Exafs.Adapters.SlowValues;

/// <summary>Slow values as JSON.</summary>
internal static class SlowJson
{
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="InvalidOperationException">A name is no text of UTF-8.</exception>
    /// <exception cref="ScanV1Exception">It cannot be used.</exception>
    public static ImmutableArray<SlowReading> Read(ReadOnlySpan<byte> text, ScanV1Limits limits)
    {
        var reader = new Utf8JsonReader(text.IndexOf("NaN"u8) < 0 && text.IndexOf("Infinity"u8) < 0 ? text : WithoutBareWords(text), new JsonReaderOptions { MaxDepth = limits.Depth });
        var entries = new SlowEntries(limits);
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                Map(ref reader, entries);
        }
        else
        {
            Map(ref reader, entries);
        }

        reader.Read(); // throws where more follows
        return entries.ToReadings();
    }

    private static void Map(ref Utf8JsonReader reader, SlowEntries entries)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw SlowEntries.NotOurs($"{reader.TokenType} stands where an object should");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            entries.Name(name);
            reader.Read();
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                throw SlowEntries.NotOurs($"{name} is no single value");
            if (reader.TokenType == JsonTokenType.Number)
                entries.Number(name, reader.TryGetDouble(out double value) ? value : double.NaN);
            else
                SlowEntries.Other(name, reader.TokenType == JsonTokenType.Null);
        }

        entries.End();
    }

    // Python's json writes NaN and Infinity bare, which is no JSON. A number beyond the range of doubles stands in their place: not finite, as they are.
    private static byte[] WithoutBareWords(ReadOnlySpan<byte> text)
    {
        var whole = new ArrayBufferWriter<byte>(text.Length + 64);
        bool isQuoted = false;
        for (int i = 0; i < text.Length;)
        {
            ReadOnlySpan<byte> rest = text[i..];
            int word = isQuoted ? 0 : rest.StartsWith("NaN"u8) ? 3 : rest.StartsWith("Infinity"u8) ? 8 : 0;
            int taken = word > 0 ? word : isQuoted && rest[0] == '\\' ? Math.Min(2, rest.Length) : 1;
            whole.Write(word > 0 ? "1e999"u8 : rest[..taken]);
            isQuoted ^= rest[0] == '"';
            i += taken;
        }

        return whole.WrittenSpan.ToArray();
    }
}
