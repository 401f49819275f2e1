using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Exafs.Signal;
using MessagePack;

namespace Exafs.Adapters.ScanV1;

/// <summary>Reads the values of exafs-scan-v1, each with its limit.</summary>
internal static class ScanV1Value
{
    public static string Text(ref MessagePackReader reader, string key, ScanV1Limits limits)
    {
        Expect(ref reader, MessagePackType.String, key, "a text");
        if (!reader.TryReadStringSpan(out ReadOnlySpan<byte> utf8))
            throw new ScanV1Exception("wrong_type", $"{key} is no text");
        if (utf8.Length > limits.TextBytes)
            throw new ScanV1Exception("too_large", $"{key} has {utf8.Length} bytes, more than {limits.TextBytes}");
        return System.Text.Encoding.UTF8.GetString(utf8);
    }

    /// <summary>An id: a text that says something.</summary>
    public static string Id(ref MessagePackReader reader, string key, ScanV1Limits limits)
    {
        string id = Text(ref reader, key, limits);
        return id.Length > 0 ? id : throw new ScanV1Exception("missing_field", $"{key} is empty");
    }

    public static double Number(ref MessagePackReader reader, string key)
    {
        if (reader.NextMessagePackType is not (MessagePackType.Float or MessagePackType.Integer))
            throw WrongType(ref reader, key, "a number");
        return reader.ReadDouble();
    }

    public static long Integer(ref MessagePackReader reader, string key)
    {
        Expect(ref reader, MessagePackType.Integer, key, "an integer");
        return reader.ReadInt64();
    }

    /// <summary>A count of points, 0 to the limit.</summary>
    public static int Count(ref MessagePackReader reader, string key, ScanV1Limits limits)
    {
        long value = Integer(ref reader, key);
        if (value < 0)
            throw new ScanV1Exception("bad_value", $"{key} is {value}");
        if (value > limits.Points)
            throw new ScanV1Exception("too_large", $"{key} is {value}, more than {limits.Points}");
        return (int)value;
    }

    public static DateTime Time(ref MessagePackReader reader, string key)
    {
        double seconds = Number(ref reader, key);
        return UnixTime.FromSeconds(seconds) ?? throw new ScanV1Exception("bad_value", $"{key} is {seconds:R}, not a time since 1970");
    }

    public static ImmutableArray<double> Numbers(ref MessagePackReader reader, string key, ScanV1Limits limits)
    {
        switch (reader.NextMessagePackType)
        {
            case MessagePackType.Binary:
                ReadOnlySequence<byte> bytes = reader.ReadBytes()!.Value;
                if (bytes.Length % sizeof(double) != 0)
                    throw new ScanV1Exception("length_mismatch", $"{key} has {bytes.Length} bytes, not a multiple of 8 (float64)");
                var values = new double[Length(bytes.Length / sizeof(double), key, limits)];
                bytes.CopyTo(MemoryMarshal.AsBytes(values.AsSpan()));
                return ImmutableCollectionsMarshal.AsImmutableArray(values);

            case MessagePackType.Array:
                values = new double[Length(reader.ReadArrayHeader(), key, limits)];
                for (int i = 0; i < values.Length; i++)
                    values[i] = Number(ref reader, key);
                return ImmutableCollectionsMarshal.AsImmutableArray(values);

            default:
                throw WrongType(ref reader, key, "an array of numbers");
        }
    }

    /// <summary>One array, or a map name → array.</summary>
    public static ImmutableArray<Channel> Elements(ref MessagePackReader reader, string key, ScanV1Limits limits)
    {
        if (reader.NextMessagePackType != MessagePackType.Map)
            return [new Channel("ifluor", "counts", Numbers(ref reader, key, limits))];

        var elements = ImmutableArray.CreateBuilder<Channel>(MapLength(ref reader, key, limits));
        for (int i = elements.Capacity; i > 0; i--)
        {
            string name = Text(ref reader, key, limits);
            elements.Add(new Channel(name, "counts", Numbers(ref reader, name, limits)));
        }

        return elements.MoveToImmutable();
    }

    /// <summary>Map name → { unit, values: number or array }.</summary>
    public static ImmutableArray<Channel> Channels(ref MessagePackReader reader, string key, ScanV1Limits limits)
    {
        Expect(ref reader, MessagePackType.Map, key, "a map");
        var channels = ImmutableArray.CreateBuilder<Channel>(MapLength(ref reader, key, limits));
        for (int i = channels.Capacity; i > 0; i--)
            channels.Add(OneChannel(ref reader, Text(ref reader, key, limits), limits));
        return channels.MoveToImmutable();
    }

    /// <summary>Steps over a value that is not ours to read.</summary>
    public static void Skip(ref MessagePackReader reader, ScanV1Limits limits, int depth = 2)
    {
        if (depth > limits.Depth)
            throw new ScanV1Exception("too_deep", $"more than {limits.Depth} maps and arrays within each other");
        long children = reader.NextMessagePackType switch
        {
            MessagePackType.Array => reader.ReadArrayHeader(),
            MessagePackType.Map => 2L * reader.ReadMapHeader(),
            _ => -1,
        };
        if (children < 0)
            reader.Skip();
        for (; children > 0; children--)
            Skip(ref reader, limits, depth + 1);
    }

    private static Channel OneChannel(ref MessagePackReader reader, string name, ScanV1Limits limits)
    {
        Expect(ref reader, MessagePackType.Map, name, "a map with unit and values");
        string unit = "";
        ImmutableArray<double>? values = null;
        for (int i = reader.ReadMapHeader(); i > 0; i--)
        {
            switch (Text(ref reader, name, limits))
            {
                case ScanV1Key.Unit:
                    unit = Text(ref reader, name, limits);
                    break;
                case ScanV1Key.Values when reader.NextMessagePackType is MessagePackType.Float or MessagePackType.Integer:
                    values = [reader.ReadDouble()];
                    break;
                case ScanV1Key.Values:
                    values = Numbers(ref reader, name, limits);
                    break;
                default:
                    Skip(ref reader, limits, depth: 4);
                    break;
            }
        }

        return new Channel(name, unit, values ?? throw new ScanV1Exception("missing_field", $"channel {name} has no values"));
    }

    private static int MapLength(ref MessagePackReader reader, string key, ScanV1Limits limits)
    {
        int length = reader.ReadMapHeader();
        return length <= limits.Channels
            ? length
            : throw new ScanV1Exception("too_large", $"{key} has {length} entries, more than {limits.Channels}");
    }

    private static int Length(long length, string key, ScanV1Limits limits) => length <= limits.Points
        ? (int)length
        : throw new ScanV1Exception("too_large", $"{key} has {length} values, more than {limits.Points}");

    private static void Expect(ref MessagePackReader reader, MessagePackType type, string key, string what)
    {
        if (reader.NextMessagePackType != type)
            throw WrongType(ref reader, key, what);
    }

    private static ScanV1Exception WrongType(ref MessagePackReader reader, string key, string what) =>
        new("wrong_type", $"{key} is {reader.NextMessagePackType}, not {what}");
}
