using System.Collections.Immutable;
using System.Text.Json;
using Exafs.Adapters.ScanV1;
using Exafs.Adapters.Streams;
using Exafs.Signal;
using MessagePack;

namespace Exafs.Adapters.SlowValues;

/// <summary>
/// The simplest form of slow values: a map of numbers under names that end in their units, {"sample_temperature_kelvin": 512.3, "time_unix_s": 1792000000.5}, as JSON or MessagePack,
/// or a list of such maps. A topic may stand in a frame of its own, or before the brace of JSON. Never throws on bad data.
/// </summary>
/// <remarks>What is no number is left out. A message of another format is none of these: its defect is <see cref="NotSlowValues"/>.</remarks>
public sealed class SlowMessageReader(ScanV1Limits? limits = null)
{
    /// <summary>Reason of a message that another format may understand.</summary>
    public const string NotSlowValues = "not_slow_values";

    private const int LongestMessage = 1 << 20, LongestTopic = 256;

    private readonly ScanV1Limits _limits = limits ?? new();

    /// <summary>Reads the last frame; of more than two frames it is none of ours.</summary>
    public SlowMessage Read(WireMessage message) => message.Frames.Length > 2
        ? Bad(NotSlowValues, $"the message has {message.Frames.Length} frames")
        : Read(message.Payload);

    /// <summary>Reads one payload.</summary>
    public SlowMessage Read(ReadOnlyMemory<byte> payload)
    {
        ReadOnlyMemory<byte> body = WithoutTopic(payload);
        return body.IsEmpty ? Bad(NotSlowValues, "the message is empty")
            : (char)body.Span[0] is '{' or '[' or ' ' or '\t' or '\r' or '\n' ? ReadJson(body)
            : MessagePackCode.ToMessagePackType(body.Span[0]) is MessagePackType.Map or MessagePackType.Array ? Read(body, isJson: false)
            : Bad(NotSlowValues, "the message is neither a JSON object nor a MessagePack map");
    }

    /// <summary>Reads one text of JSON.</summary>
    public SlowMessage ReadJson(ReadOnlyMemory<byte> text) => Read(text, isJson: true);

    private SlowMessage Read(ReadOnlyMemory<byte> body, bool isJson)
    {
        try
        {
            if (body.Length > Math.Min(LongestMessage, _limits.MessageBytes))
                return Bad(NotSlowValues, $"the message has {body.Length} bytes");
            ImmutableArray<SlowReading> readings = isJson ? SlowJson.Read(body.Span, _limits) : SlowMap.Read(body, _limits);
            return readings.IsEmpty ? Bad("no_numbers", "there is no number under a name") : new(readings);
        }
        catch (ScanV1Exception e)
        {
            return new([], e.Defect);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Bad("not_json", e.Message);
        }
        catch (EndOfStreamException)
        {
            return Bad("truncated_frame", $"the {body.Length} bytes end before the message does");
        }
        catch (OverflowException)
        {
            return Bad("too_large", "a number or a length is beyond its range");
        }
        catch (MessagePackSerializationException e)
        {
            return Bad("not_messagepack", e.Message);
        }
    }

    // "furnace {…}": who publishes a text to subscribers by topic has it in the same frame.
    private static ReadOnlyMemory<byte> WithoutTopic(ReadOnlyMemory<byte> payload)
    {
        int brace = payload.Span[..Math.Min(payload.Length, LongestTopic)].IndexOf((byte)'{');
        if (brace <= 0 || payload.Span[0] == '[')
            return payload;
        foreach (byte one in payload.Span[..brace])
        {
            if (one is < (byte)' ' or > (byte)'~')
                return payload;
        }

        return payload[brace..];
    }

    private static SlowMessage Bad(string reason, string detail) => new([], new Defect(reason, detail));
}
