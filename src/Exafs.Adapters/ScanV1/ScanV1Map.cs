using Exafs.Signal;
using MessagePack;

namespace Exafs.Adapters.ScanV1;

/// <summary>One MessagePack map that names its format, as exafs-scan-v1 and exafs-quick-v1 are: entry by entry, and what is wrong with it as a defect.</summary>
internal static class ScanV1Map
{
    /// <summary>Takes the value of a key: reads it, or steps over it.</summary>
    public delegate void Entry(ref MessagePackReader reader, ReadOnlySpan<byte> key);

    /// <summary>Reads all entries but the format's and those that are nil. Null: the map is one of this format, and every entry could be taken.</summary>
    public static Defect? Read(ReadOnlyMemory<byte> payload, string format, ScanV1Limits limits, Entry take)
    {
        try
        {
            ReadMap(payload, format, limits, take);
            return null;
        }
        catch (ScanV1Exception e)
        {
            return e.Defect;
        }
        catch (EndOfStreamException)
        {
            return new Defect("truncated_frame", $"the {payload.Length} bytes end before the message does");
        }
        catch (OverflowException)
        {
            return new Defect("too_large", "a number or a length is beyond its range");
        }
        catch (MessagePackSerializationException e)
        {
            return new Defect("not_messagepack", e.Message);
        }
    }

    private static void ReadMap(ReadOnlyMemory<byte> payload, string format, ScanV1Limits limits, Entry take)
    {
        if (payload.Length > limits.MessageBytes)
            throw new ScanV1Exception("too_large", $"the message has {payload.Length} bytes, more than {limits.MessageBytes}");
        var reader = new MessagePackReader(payload);
        if (reader.NextMessagePackType != MessagePackType.Map)
            throw new ScanV1Exception("not_messagepack", $"the payload begins with 0x{payload.Span[0]:x2}, not with a MessagePack map");

        bool named = false;
        for (int entries = reader.ReadMapHeader(); entries > 0; entries--)
        {
            if (reader.NextMessagePackType != MessagePackType.String || !reader.TryReadStringSpan(out ReadOnlySpan<byte> key))
                throw new ScanV1Exception("wrong_type", $"a key is {reader.NextMessagePackType}, not a text");
            if (reader.TryReadNil())
                continue;
            if (key.SequenceEqual("format"u8))
                named = IsNamed(ref reader, format, limits);
            else
                take(ref reader, key);
        }

        if (!named)
            throw new ScanV1Exception("unknown_format", $"no key {ScanV1Key.Format}: {format}");
        if (!reader.End)
            throw new ScanV1Exception("trailing_bytes", $"{payload.Length - reader.Consumed} bytes after the map");
    }

    private static bool IsNamed(ref MessagePackReader reader, string format, ScanV1Limits limits)
    {
        string name = ScanV1Value.Text(ref reader, ScanV1Key.Format, limits);
        return name == format ? true : throw new ScanV1Exception("unknown_format", $"format is '{name}', not '{format}'");
    }
}
