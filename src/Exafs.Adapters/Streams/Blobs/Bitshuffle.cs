using System.Buffers;
using System.Buffers.Binary;

namespace Exafs.Adapters.Streams.Blobs;

/// <summary>
/// Bits of equal weight side by side, block for block, each an LZ4 block behind its length: what bitshuffle's HDF5 filter writes,
/// https://github.com/kiyo-masui/bitshuffle. Block after block is decoded into room that the caller has made, so that a small frame cannot ask for much memory.
/// </summary>
public static class Bitshuffle
{
    /// <summary>Bytes of the header that names the size and the block.</summary>
    public const int HeaderBytes = sizeof(long) + sizeof(int);

    /// <summary>Largest block that is decoded, bytes; writers use 8 KiB.</summary>
    public const int MostBlockBytes = 16 << 20;

    private const int Group = 8, TargetBlockBytes = 8192, LeastBlock = 128;

    /// <summary>Elements of a block where the writer names none.</summary>
    public static int DefaultBlock(int elementBytes) => Math.Max(TargetBlockBytes / elementBytes / Group * Group, LeastBlock);

    /// <summary>Decodes what stands behind a header of its size and block, both big-endian.</summary>
    /// <param name="frame">Header and blocks.</param>
    /// <param name="elementBytes">Bytes of one value.</param>
    /// <param name="expected">Bytes that it must hold; null: not known.</param>
    /// <param name="mostBytes">Largest size taken for one that is not known.</param>
    /// <param name="decoded">What it holds; null: it could not be decoded.</param>
    public static bool TryDecodeSized(ReadOnlySpan<byte> frame, int elementBytes, int? expected, int mostBytes, out byte[]? decoded)
    {
        decoded = null;
        if (!TryHeader(frame, out long size, out int blockBytes))
            return false;
        // A block is never longer than its bits spread out, so a size beyond LZ4's ratio is no size.
        if (expected is { } exact ? size != exact : size > mostBytes || size > (long)Lz4Block.MostRatio * frame.Length)
            return false;
        int block = blockBytes == 0 ? DefaultBlock(elementBytes) : blockBytes / elementBytes;
        byte[] room = new byte[size];
        if (blockBytes % elementBytes != 0 || !TryDecode(frame[HeaderBytes..], elementBytes, block, room, out int used) || HeaderBytes + used != frame.Length)
            return false;
        decoded = room;
        return true;
    }

    /// <summary>Size and block of a header, bytes; false: there is none that can be meant.</summary>
    public static bool TryHeader(ReadOnlySpan<byte> frame, out long size, out int blockBytes)
    {
        (size, blockBytes) = (0, 0);
        if (frame.Length < HeaderBytes)
            return false;
        size = BinaryPrimitives.ReadInt64BigEndian(frame);
        blockBytes = BinaryPrimitives.ReadInt32BigEndian(frame[sizeof(long)..]);
        return size >= 0 && blockBytes is >= 0 and <= MostBlockBytes;
    }

    /// <summary>Fills <paramref name="target"/> with the values of blocks that stand one after another; false: they do not.</summary>
    /// <param name="blocks">Each behind its length, big-endian; the last values that make no group of 8 stand as they are.</param>
    /// <param name="elementBytes">Bytes of one value.</param>
    /// <param name="block">Values of one block, a multiple of 8.</param>
    /// <param name="target">As many bytes as the values have.</param>
    /// <param name="used">Bytes of <paramref name="blocks"/> that were needed.</param>
    public static bool TryDecode(ReadOnlySpan<byte> blocks, int elementBytes, int block, Span<byte> target, out int used)
    {
        used = 0;
        if (block <= 0 || block % Group != 0 || (long)block * elementBytes > MostBlockBytes || target.Length % elementBytes != 0)
            return false;
        int left = target.Length / elementBytes;
        byte[] rows = ArrayPool<byte>.Shared.Rent(Math.Min(block, left) * elementBytes);
        try
        {
            while (left >= Group)
            {
                int values = Math.Min(block, left / Group * Group), bytes = values * elementBytes;
                if (blocks.Length - used < sizeof(int))
                    return false;
                int length = BinaryPrimitives.ReadInt32BigEndian(blocks[used..]);
                used += sizeof(int);
                if (length <= 0 || length > blocks.Length - used || !Lz4Block.TryDecode(blocks.Slice(used, length), rows.AsSpan(0, bytes)))
                    return false;
                used += length;
                Gather(rows.AsSpan(0, bytes), elementBytes, values, target);
                target = target[bytes..];
                left -= values;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rows);
        }

        if (blocks.Length - used < target.Length)
            return false;
        blocks.Slice(used, target.Length).CopyTo(target);
        used += target.Length;
        return true;
    }

    // Row 8 b + k has bit k of byte b of each value, 8 values to a byte.
    private static void Gather(ReadOnlySpan<byte> rows, int elementBytes, int values, Span<byte> target)
    {
        int row = values / Group;
        for (int b = 0; b < elementBytes; b++)
        {
            ReadOnlySpan<byte> bits = rows.Slice(b * Group * row, Group * row);
            for (int j = 0; j < row; j++)
            {
                ulong square = 0;
                for (int k = Group - 1; k >= 0; k--)
                    square = (square << 8) | bits[(k * row) + j];
                square = Transposed(square);
                int at = (j * Group * elementBytes) + b;
                for (int i = 0; i < Group; i++, at += elementBytes)
                {
                    target[at] = (byte)square;
                    square >>= 8;
                }
            }
        }
    }

    // 8 × 8 bits, a row a byte: squares of 1, 2 and 4 bits change places across the diagonal.
    private static ulong Transposed(ulong x)
    {
        ulong swap = (x ^ (x >> 7)) & 0x00aa00aa00aa00aa;
        x ^= swap ^ (swap << 7);
        swap = (x ^ (x >> 14)) & 0x0000cccc0000cccc;
        x ^= swap ^ (swap << 14);
        swap = (x ^ (x >> 28)) & 0x00000000f0f0f0f0;
        return x ^ swap ^ (swap << 28);
    }
}
