using Exafs.Adapters.ScanV1;
using Exafs.Adapters.Streams.Blobs;

namespace Exafs.Adapters.Streams.AreaDetector;

/// <summary>The array that a header announces.</summary>
/// <param name="Type">Of its values.</param>
/// <param name="Shape">Slowest dimension first.</param>
/// <param name="Count">Of its values.</param>
/// <param name="Encoding">Name of the codec; "": none.</param>
/// <param name="IsBigEndian">Most significant byte first.</param>
internal readonly record struct NdArray(BlobType Type, int[] Shape, int Count, string Encoding, bool IsBigEndian)
{
    /// <summary>Bytes of its values.</summary>
    public int Bytes => Count * BlobNumbers.Size(Type);

    /// <summary>Whether the codec is one that is known here.</summary>
    public bool IsReadable => Encoding is "" or "lz4" or "bslz4";

    /// <summary>What a header says of its array; a type or a shape that is none is a <see cref="ScanV1Exception"/>.</summary>
    public static NdArray Of(NdArrayHeader header, ScanV1Limits limits)
    {
        if (header.Type is null || header.Shape is null)
            throw new ScanV1Exception("missing_field", header.Type is null ? "the header has no type" : "the header has no shape");
        if (!BlobNumbers.TryType(header.Type, out BlobType type))
            throw new ScanV1Exception("unsupported_type", $"the array is {header.Type}");
        int[] shape = header.Shape;
        if (header.IsOld)
            Array.Reverse(shape);
        double count = 1; // exact as far as any limit goes
        foreach (int length in shape)
            count *= length;
        return count * BlobNumbers.Size(type) <= limits.MessageBytes
            ? new(type, shape, (int)count, header.Encoding, header.IsBigEndian)
            : throw new ScanV1Exception("too_large", $"the array has {count:R} values, more than {limits.MessageBytes} bytes");
    }

    /// <summary>The bytes of its values.</summary>
    /// <remarks>
    /// A codec of areaDetector writes no sizes before its blocks, since the shape says them; the header that HDF5's filter has before those of bitshuffle is understood where it stands.
    /// NDPluginZMQ sends as many bytes as the values would have without a codec: what follows the compressed ones is chance.
    /// </remarks>
    public ReadOnlySpan<byte> Values(ReadOnlySpan<byte> blob)
    {
        if (Encoding.Length == 0)
            return blob.Length == Bytes ? blob : throw new ScanV1Exception("length_mismatch", $"the array has {blob.Length} bytes where {Count} × {BlobNumbers.Name(Type)} should be");
        if (!IsReadable)
            throw new ScanV1Exception("unsupported_codec", $"the array is encoded by {Encoding}");
        byte[] values = new byte[blob.Length > Bytes / Lz4Block.MostRatio ? Bytes : throw NotDecoded(blob)];
        int size = BlobNumbers.Size(Type), block = Bitshuffle.DefaultBlock(size);
        bool isDecoded;
        if (Encoding == "lz4")
            isDecoded = Lz4Block.TryDecodeFirst(blob, values);
        else if (Bitshuffle.TryHeader(blob, out long bytes, out int blockBytes) && bytes == Bytes && blockBytes % size == 0)
            isDecoded = Bitshuffle.TryDecode(blob[Bitshuffle.HeaderBytes..], size, blockBytes == 0 ? block : blockBytes / size, values, out _);
        else
            isDecoded = Bitshuffle.TryDecode(blob, size, block, values, out _);
        return isDecoded ? values : throw NotDecoded(blob);
    }

    private ScanV1Exception NotDecoded(ReadOnlySpan<byte> blob) => new("not_decompressed", $"{blob.Length} bytes are not {Count} × {BlobNumbers.Name(Type)} encoded by {Encoding}");
}
