using System.Collections.Immutable;
using System.Text.Json;
using Exafs.Adapters.ScanV1;
using Exafs.Adapters.Streams.Blobs;
using Exafs.Signal;

namespace Exafs.Adapters.Streams.Bsread;

/// <summary>One channel of a data header.</summary>
/// <param name="Name">Of the channel.</param>
/// <param name="Type">Of its values; null: text, or a type that has no name here.</param>
/// <param name="TypeName">As the header writes it.</param>
/// <param name="Shape">Slowest dimension first; empty: one value.</param>
/// <param name="Count">Values of one pulse.</param>
/// <param name="IsBigEndian">Most significant byte first.</param>
/// <param name="Compression">Of its values.</param>
/// <param name="Modulo">It comes with every so manieth pulse.</param>
/// <param name="Offset">The first of these.</param>
/// <param name="Defect">Why its values cannot be read; null: they can.</param>
internal sealed record BsreadChannel(
    string Name, BlobType? Type, string TypeName, ImmutableArray<int> Shape, int Count, bool IsBigEndian, BsreadCompression Compression, long Modulo, long Offset, Defect? Defect)
{
    private const string TextType = "string", DefaultType = "float64";

    public bool IsText => TypeName == TextType;

    /// <summary>Reads one entry of the list of channels.</summary>
    public static BsreadChannel Read(JsonElement entry, ScanV1Limits limits)
    {
        if (entry.ValueKind != JsonValueKind.Object)
            throw new ScanV1Exception("wrong_type", $"a channel is {entry.ValueKind}, not an object");
        string name = Text(entry, "name", "", limits);
        if (name.Length == 0)
            throw new ScanV1Exception("missing_field", "a channel has no name");
        string typeName = Text(entry, "type", DefaultType, limits).ToLowerInvariant(), how = Text(entry, "compression", "", limits);
        ImmutableArray<int> shape = ShapeOf(entry, name);
        BsreadCompression compression = CompressionOf(how);
        bool isNumber = BlobNumbers.TryType(typeName, out BlobType type);
        long count = 1;
        foreach (int length in shape)
            count = Math.Min(count * length, int.MaxValue);
        Defect? defect = !isNumber && typeName != TextType ? new("unsupported_type", $"channel {name} is {typeName}")
            : compression == BsreadCompression.Other ? new("unsupported_codec", $"channel {name} is compressed by {how}")
            : isNumber && count * BlobNumbers.Size(type) > limits.MessageBytes ? new("too_large", $"channel {name} has {count} values, more than {limits.MessageBytes} bytes")
            : null;
        string encoding = Text(entry, "encoding", "", limits);
        return new(name, isNumber ? type : null, typeName, shape, (int)count, encoding == ">" || encoding.Contains("big", StringComparison.OrdinalIgnoreCase), compression,
            Math.Max(1, Whole(entry, "modulo", 1)), Whole(entry, "offset", 0), defect);
    }

    /// <summary>What the name of a compression means; no name, none.</summary>
    public static BsreadCompression CompressionOf(string name) => name.ToLowerInvariant() switch
    {
        "" or "none" => BsreadCompression.None,
        "lz4" => BsreadCompression.Lz4,
        "bitshuffle_lz4" => BsreadCompression.BitshuffleLz4,
        _ => BsreadCompression.Other,
    };

    /// <summary>The bytes of its value, decompressed; false: they are not what the header says.</summary>
    /// <param name="frame">Not empty.</param>
    /// <param name="mostBytes">Largest text.</param>
    /// <param name="bytes">As many as its values have.</param>
    public bool TryBytes(ReadOnlySpan<byte> frame, int mostBytes, out ReadOnlySpan<byte> bytes)
    {
        int size = Type is { } type ? BlobNumbers.Size(type) : 1;
        int? expected = Type is null ? null : Count * size;
        bytes = frame;
        if (Compression == BsreadCompression.None)
            return frame.Length <= mostBytes && (expected is null || frame.Length == expected);
        bool isRead = Compression == BsreadCompression.Lz4
            ? Lz4Block.TryDecodeSized(frame, IsBigEndian, expected, mostBytes, out byte[]? decoded)
            : Bitshuffle.TryDecodeSized(frame, size, expected, mostBytes, out decoded);
        bytes = decoded;
        return isRead;
    }

    /// <summary>What is wrong with a frame that <see cref="TryBytes"/> would not take.</summary>
    public Defect Damage(int frameBytes) => Compression == BsreadCompression.None
        ? new("length_mismatch", $"{Name} has {frameBytes} bytes where {Count} × {TypeName} should be")
        : new("not_decompressed", $"{Name}: {frameBytes} bytes are not {Count} × {TypeName} compressed by {Compression}");

    private static ImmutableArray<int> ShapeOf(JsonElement entry, string name)
    {
        if (!entry.TryGetProperty("shape", out JsonElement given) || given.ValueKind == JsonValueKind.Null)
            return [];
        if (given.ValueKind != JsonValueKind.Array || given.GetArrayLength() > BsreadLimits.Dimensions)
            throw new ScanV1Exception("bad_value", $"the shape of {name} is no list of at most {BsreadLimits.Dimensions} lengths");
        var shape = ImmutableArray.CreateBuilder<int>(given.GetArrayLength());
        foreach (JsonElement length in given.EnumerateArray())
        {
            if (length.ValueKind != JsonValueKind.Number || !length.TryGetInt32(out int n) || n <= 0)
                throw new ScanV1Exception("bad_value", $"the shape of {name} has a length that is none");
            shape.Add(n);
        }

        shape.Reverse(); // the wire has the fastest dimension first
        return shape is [1] ? [] : shape.DrainToImmutable();
    }

    private static string Text(JsonElement entry, string key, string otherwise, ScanV1Limits limits)
    {
        if (!entry.TryGetProperty(key, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
            return otherwise;
        if (value.ValueKind != JsonValueKind.String)
            throw new ScanV1Exception("wrong_type", $"{key} of a channel is {value.ValueKind}, not a text");
        string text = value.GetString()!;
        return text.Length <= limits.TextBytes ? text : throw new ScanV1Exception("too_large", $"{key} of a channel has {text.Length} characters, more than {limits.TextBytes}");
    }

    private static long Whole(JsonElement entry, string key, long otherwise) =>
        entry.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long whole) ? whole : otherwise;
}
