using System.Globalization;
using System.Text.Json;
using Exafs.Signal;

namespace Exafs.Adapters.Streams.Odin;

/// <summary>The JSON header that stands before Odin's blobs.</summary>
internal static class OdinJson
{
    private const int MostBytes = 1 << 20;

    /// <summary>Reads a header of two frames with <paramref name="read"/>; what it cannot read is a defect.</summary>
    public static T? Read<T>(WireMessage message, Func<JsonElement, T?> read, out Defect? defect)
        where T : class
    {
        defect = null;
        if (message.Frames.IsDefault || message.Frames.Length < 2)
        {
            defect = new("missing_frame", $"one frame where a header and its data were expected{Known(message)}");
            return null;
        }

        ReadOnlyMemory<byte> header = message.Frames[^2];
        if (header.Length > MostBytes)
        {
            defect = new("too_large", $"a header of {header.Length} bytes");
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(header);
            if (json.RootElement.ValueKind == JsonValueKind.Object && read(json.RootElement) is { } whole)
                return whole;
            defect = new("unknown_format", $"the header is not one of Odin{Known(message)}");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // the latter of text that is no UTF-8
        {
            defect = new("not_json", e.Message);
        }

        return null;
    }

    /// <summary>A text; null: it is none.</summary>
    public static string? Text(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A whole number that is not negative, as number or as text; null: it is none.</summary>
    public static long? Count(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement value) ? Count(value) : null;

    /// <inheritdoc cref="Count(JsonElement, string)"/>
    public static long? Count(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetInt64(out long number) && number >= 0 => number,
        JsonValueKind.String when long.TryParse(value.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out long number) => number,
        _ => null,
    };

    /// <summary>Whether the first of two frames holds all these words within its first bytes.</summary>
    public static bool Holds(WireMessage message, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third)
    {
        if (message.Frames.IsDefault || message.Frames.Length != 2)
            return false;
        ReadOnlySpan<byte> head = message.Frames[0].Span;
        head = head[..Math.Min(head.Length, 4096)];
        return head.Length > 0 && head[0] == '{' && head.IndexOf(first) > 0 && head.IndexOf(second) > 0 && head.IndexOf(third) > 0;
    }

    private static string Known(WireMessage message) => KnownStreams.NameOf(message) is { } name ? $"; it looks like {name}" : "";
}
