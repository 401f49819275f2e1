using System.Collections.Immutable;
using System.Text.Json;
using Exafs.Adapters.Streams.Blobs;
using Exafs.Signal;

namespace Exafs.Adapters.Streams.Odin;

/// <summary>Header of a live view, https://github.com/odin-detector/odin-data (LiveViewPlugin.cpp).</summary>
/// <param name="Frame">Number within the acquisition.</param>
/// <param name="Acquisition">Its id.</param>
/// <param name="Dataset">Name of the data set.</param>
/// <param name="TypeName">As the header says it.</param>
/// <param name="Compression">As the header says it.</param>
/// <param name="Shape">Slowest dimension first.</param>
internal sealed record OdinImage(long Frame, string Acquisition, string Dataset, string TypeName, string Compression, ImmutableArray<int> Shape)
{
    private const int MostDimensions = 8;

    /// <summary>Type of its numbers; null: not stated.</summary>
    public BlobType? Type => TypeName switch
    {
        "float" => BlobType.Float32,
        "uint8" or "uint16" or "uint32" or "uint64" => BlobNumbers.TryType(TypeName, out BlobType type) ? type : null,
        _ => null,
    };

    /// <summary>The header; null: it is another's.</summary>
    public static OdinImage? Read(JsonElement header)
    {
        if (OdinJson.Count(header, "frame_num") is not { } frame || OdinJson.Text(header, "dtype") is not { } type
            || !header.TryGetProperty("shape", out JsonElement shape) || shape.ValueKind != JsonValueKind.Array || shape.GetArrayLength() is 0 or > MostDimensions)
            return null;
        var dimensions = ImmutableArray.CreateBuilder<int>();
        foreach (JsonElement dimension in shape.EnumerateArray())
        {
            if (OdinJson.Count(dimension) is not { } length || length > int.MaxValue)
                return null;
            dimensions.Add((int)length);
        }

        return new(frame, OdinJson.Text(header, "acquisition_id") ?? "", OdinJson.Text(header, "dataset") ?? "", type, OdinJson.Text(header, "compression") ?? "", dimensions.DrainToImmutable());
    }

    /// <summary>Its numbers as bytes; empty, and a defect: they cannot be had.</summary>
    public ReadOnlyMemory<byte> Data(ReadOnlyMemory<byte> blob, int mostBytes, out Defect? defect)
    {
        defect = null;
        if (Type is not { } type)
        {
            defect = new("unknown_type", $"dtype is '{TypeName}'");
            return default;
        }

        int size = BlobNumbers.Size(type);
        long bytes = size;
        foreach (int dimension in Shape)
            bytes = Math.Min(bytes * dimension, int.MaxValue);
        if (bytes > mostBytes)
            defect = new("too_large", $"{string.Join(" × ", Shape)} numbers of {size} bytes");
        else if (Compression is "LZ4" or "BSLZ4")
            return Decompressed(blob.Span, size, (int)bytes, out defect);
        else if (Compression == "blosc")
            defect = new("unknown_compression", "blosc is not read");
        else if (blob.Length != bytes)
            defect = new("length_mismatch", $"{blob.Length} bytes where {string.Join(" × ", Shape)} numbers of {size} bytes were announced");
        return defect is null ? blob : default;
    }

    // LZ4 comes as a bare block, or behind its size.
    private ReadOnlyMemory<byte> Decompressed(ReadOnlySpan<byte> blob, int size, int bytes, out Defect? defect)
    {
        defect = null;
        byte[]? decoded;
        if (Compression == "BSLZ4" && Bitshuffle.TryDecodeSized(blob, size, bytes, bytes, out decoded))
            return decoded;
        if (Compression == "LZ4")
        {
            if (bytes <= (long)blob.Length * Lz4Block.MostRatio)
            {
                byte[] room = new byte[bytes];
                if (Lz4Block.TryDecode(blob, room))
                    return room;
            }

            if (Lz4Block.TryDecodeSized(blob, isBigEndianFirst: true, bytes, bytes, out decoded))
                return decoded;
        }

        defect = new("bad_compression", $"{blob.Length} bytes are not {bytes} bytes of {Compression}");
        return default;
    }
}
