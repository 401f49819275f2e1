using System.Text.Json;
using Exafs.Adapters.ScanV1;

namespace Exafs.Adapters.Streams.Bsread;

/// <summary>First frame of a message. What is not in it has its default: Java's writer leaves out what is 0.</summary>
/// <param name="HType">Such as "bsr_m-1.1".</param>
/// <param name="PulseId">Counts up with the machine; not every pulse need be sent.</param>
/// <param name="Hash">MD5 of the data header, hexadecimal; some sources send another text.</param>
/// <param name="Compression">Of the data header.</param>
/// <param name="Time">When the pulse was; null: not known.</param>
internal sealed record BsreadMainHeader(string HType, long PulseId, string Hash, BsreadCompression Compression, BsreadTime? Time)
{
    private const string Pulse = "bsr_m-1", StopCommand = "bsr_stop", ReconnectCommand = "bsr_reconnect";

    /// <summary>Whether it is that of a pulse; another one is a command to the receiver.</summary>
    public bool IsPulse => HType.StartsWith(Pulse, StringComparison.Ordinal);

    /// <summary>The source will send no more.</summary>
    public bool IsStop => HType.StartsWith(StopCommand, StringComparison.Ordinal);

    /// <summary>Reads it; what it is not, or what is damaged, is a <see cref="ScanV1Exception"/> or a <see cref="JsonException"/>.</summary>
    public static BsreadMainHeader Read(ReadOnlySpan<byte> frame, ScanV1Limits limits)
    {
        if (frame.Length > BsreadLimits.MainHeaderBytes)
            throw new ScanV1Exception("too_large", $"the main header has {frame.Length} bytes, more than {BsreadLimits.MainHeaderBytes}");
        if (frame.IsEmpty)
            throw new ScanV1Exception("truncated_frame", "the main header is empty");
        var json = new Utf8JsonReader(frame, new JsonReaderOptions { MaxDepth = limits.Depth });
        string htype = "", hash = "", compression = "";
        long pulse = 0;
        BsreadTime? time = null;
        Expect(ref json, JsonTokenType.StartObject);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("htype"u8))
                htype = Text(ref json);
            else if (json.ValueTextEquals("hash"u8))
                hash = Text(ref json);
            else if (json.ValueTextEquals("dh_compression"u8))
                compression = Text(ref json);
            else if (json.ValueTextEquals("pulse_id"u8))
                pulse = Integer(ref json);
            else if (json.ValueTextEquals("global_timestamp"u8))
                time = TimeOf(ref json);
            else
                json.Skip();
        }

        while (json.Read()) // what follows the object is no JSON
        {
        }

        var header = new BsreadMainHeader(htype, pulse, hash, BsreadChannel.CompressionOf(compression), time);
        return header.IsPulse || header.IsStop || htype.StartsWith(ReconnectCommand, StringComparison.Ordinal)
            ? header
            : throw new ScanV1Exception("unknown_format", $"htype is '{htype}', not {Pulse}.x");
    }

    private static BsreadTime? TimeOf(ref Utf8JsonReader json)
    {
        long seconds = 0, nanoseconds = 0;
        json.Read();
        if (json.TokenType == JsonTokenType.Null)
            return null;
        if (json.TokenType != JsonTokenType.StartObject)
            throw new ScanV1Exception("wrong_type", $"global_timestamp is {json.TokenType}, not an object");
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("sec"u8) || json.ValueTextEquals("epoch"u8))
                seconds = Integer(ref json);
            else if (json.ValueTextEquals("ns"u8))
                nanoseconds = Integer(ref json);
            else
                json.Skip();
        }

        return BsreadTime.Of(seconds, nanoseconds);
    }

    private static string Text(ref Utf8JsonReader json)
    {
        json.Read();
        return json.TokenType switch
        {
            JsonTokenType.String => json.GetString()!,
            JsonTokenType.Null => "",
            _ => throw new ScanV1Exception("wrong_type", $"{json.TokenType} where a text should be"),
        };
    }

    private static long Integer(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.Null)
            return 0;
        if (json.TokenType != JsonTokenType.Number)
            throw new ScanV1Exception("wrong_type", $"{json.TokenType} where an integer should be");
        // Some writers have doubles in their main header.
        return json.TryGetInt64(out long whole) ? whole
            : json.TryGetDouble(out double number) && Math.Abs(number) < long.MaxValue ? (long)number
            : throw new ScanV1Exception("bad_value", "an integer is beyond its range");
    }

    private static void Expect(ref Utf8JsonReader json, JsonTokenType type)
    {
        json.Read();
        if (json.TokenType != type)
            throw new ScanV1Exception("not_json", $"the main header begins with {json.TokenType}, not with an object");
    }
}
