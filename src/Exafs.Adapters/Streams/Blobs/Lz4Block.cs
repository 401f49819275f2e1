using System.Buffers.Binary;
using K4os.Compression.LZ4;

namespace Exafs.Adapters.Streams.Blobs;

/// <summary>Blocks of LZ4 whose length is known: https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md. What is decompressed never grows beyond what the caller has made room for.</summary>
public static class Lz4Block
{
    /// <summary>A byte of LZ4 stands for at most so many: a size beyond is no size.</summary>
    public const int MostRatio = 255;

    private const int SizeBytes = sizeof(uint);

    /// <summary>Fills <paramref name="target"/> from the whole of <paramref name="block"/>; false: the block has another length, or is none.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> block, Span<byte> target) =>
        !block.IsEmpty && !target.IsEmpty && LZ4Codec.Decode(block, target) == target.Length;

    /// <summary>Fills <paramref name="target"/> from a block that other bytes may follow.</summary>
    public static bool TryDecodeFirst(ReadOnlySpan<byte> block, Span<byte> target) =>
        TryDecode(block, target) || (!block.IsEmpty && !target.IsEmpty && LZ4Codec.PartialDecode(block, target) == target.Length);

    /// <summary>A block behind its own size, 4 bytes whose order writers do not agree on: the order counts that decodes exactly.</summary>
    /// <param name="sized">Size and block.</param>
    /// <param name="isBigEndianFirst">Which order to try first.</param>
    /// <param name="expected">Size that it must have; null: not known.</param>
    /// <param name="mostBytes">Largest size taken for one that is not known.</param>
    /// <param name="decoded">What it holds; null: it could not be decoded.</param>
    public static bool TryDecodeSized(ReadOnlySpan<byte> sized, bool isBigEndianFirst, int? expected, int mostBytes, out byte[]? decoded)
    {
        decoded = null;
        if (sized.Length <= SizeBytes)
            return false;
        ReadOnlySpan<byte> block = sized[SizeBytes..];
        uint big = BinaryPrimitives.ReadUInt32BigEndian(sized), little = BinaryPrimitives.ReadUInt32LittleEndian(sized);
        (uint first, uint second) = isBigEndianFirst ? (big, little) : (little, big);
        return Try(block, first, out decoded) || Try(block, second, out decoded);

        bool Try(ReadOnlySpan<byte> compressed, uint size, out byte[]? whole)
        {
            whole = null;
            if (expected is { } exact ? size != exact : size > mostBytes || size > (long)MostRatio * compressed.Length)
                return false;
            byte[] room = new byte[size];
            if (!TryDecode(compressed, room))
                return false;
            whole = room;
            return true;
        }
    }
}
