using System.Buffers.Binary;
using K4os.Compression.LZ4;

namespace Exafs.Tests.Adapters.Streams.Blobs;

/// <summary>Compressed blobs as a writer makes them, bit by bit from the descriptions of the formats.</summary>
public static class BlobWriter
{
    /// <summary>One block of LZ4.</summary>
    public static byte[] Lz4(ReadOnlySpan<byte> bytes)
    {
        byte[] room = new byte[LZ4Codec.MaximumOutputSize(bytes.Length)];
        return room[..LZ4Codec.Encode(bytes, room)];
    }

    /// <summary>One block of LZ4 behind its size.</summary>
    public static byte[] SizedLz4(ReadOnlySpan<byte> bytes, bool isBigEndian)
    {
        byte[] size = new byte[sizeof(int)];
        if (isBigEndian)
            BinaryPrimitives.WriteInt32BigEndian(size, bytes.Length);
        else
            BinaryPrimitives.WriteInt32LittleEndian(size, bytes.Length);
        return [.. size, .. Lz4(bytes)];
    }

    /// <summary>Blocks of LZ4 over shuffled bits, each behind its length.</summary>
    public static byte[] Bitshuffled(ReadOnlySpan<byte> bytes, int elementBytes, int block)
    {
        var written = new List<byte>();
        int left = bytes.Length / elementBytes;
        while (left >= 8)
        {
            int values = Math.Min(block, left / 8 * 8);
            byte[] packed = Lz4(Shuffled(bytes[..(values * elementBytes)], elementBytes));
            byte[] length = new byte[sizeof(int)];
            BinaryPrimitives.WriteInt32BigEndian(length, packed.Length);
            written.AddRange(length);
            written.AddRange(packed);
            bytes = bytes[(values * elementBytes)..];
            left -= values;
        }

        written.AddRange(bytes);
        return [.. written];
    }

    /// <summary>The same behind the header that names size and block.</summary>
    public static byte[] SizedBitshuffled(ReadOnlySpan<byte> bytes, int elementBytes, int block)
    {
        byte[] header = new byte[12];
        BinaryPrimitives.WriteInt64BigEndian(header, bytes.Length);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(8), block * elementBytes);
        return [.. header, .. Bitshuffled(bytes, elementBytes, block)];
    }

    private static byte[] Shuffled(ReadOnlySpan<byte> bytes, int elementBytes)
    {
        int values = bytes.Length / elementBytes;
        byte[] shuffled = new byte[bytes.Length];
        for (int value = 0; value < values; value++)
        {
            for (int bit = 0; bit < 8 * elementBytes; bit++)
            {
                int isSet = (bytes[(value * elementBytes) + (bit / 8)] >> (bit % 8)) & 1;
                int to = (bit * values) + value;
                shuffled[to / 8] |= (byte)(isSet << (to % 8));
            }
        }

        return shuffled;
    }
}
