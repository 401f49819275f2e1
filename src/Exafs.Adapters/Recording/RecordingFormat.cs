using System.Buffers.Binary;
using System.IO.Hashing;

namespace Exafs.Adapters.Recording;

/// <summary>
/// How a record of exafs-recording-v1 is framed: 32 bytes, then its body. Numbers are little-endian.
/// 0: marker, 8 bytes; 8: kind, 1 byte, then three zeros; 12: length of the body, uint32; 16: number, uint64, from 0 on; 24: CRC-32 of the body; 28: CRC-32 of bytes 8 to 27.
/// </summary>
/// <remarks>The marker and the checksum of the frame itself let a reader find the next record behind a damaged one; the number tells how many were lost. CRC-32 as in ISO 3309, gzip and PNG.</remarks>
internal static class RecordingFormat
{
    public const string Name = "exafs-recording-v1";

    /// <summary>Bytes before each body.</summary>
    public const int PrefixBytes = 32;

    /// <summary>The first record: JSON.</summary>
    public const byte Header = 1;

    /// <summary>One ZeroMQ message.</summary>
    public const byte Message = 2;

    /// <summary>The last record of a recording that was ended in order: JSON.</summary>
    public const byte End = 3;

    /// <summary>Of a message's body, before the lengths of its frames: when it came, in 100 ns since 1970 UTC and since the start (int64), and the number of frames (int32).</summary>
    public const int MessageHeadBytes = 20;

    /// <summary>As of PNG: what turns line ends, or strips the eighth bit, spoils it.</summary>
    public static ReadOnlySpan<byte> Marker => [0x89, (byte)'E', (byte)'X', (byte)'A', (byte)'F', (byte)'S', 0x0d, 0x0a];

    /// <summary>Writes the prefix of a body.</summary>
    public static void WritePrefix(Span<byte> prefix, byte kind, long number, ReadOnlySpan<byte> body)
    {
        Marker.CopyTo(prefix);
        prefix[8..12].Clear();
        prefix[8] = kind;
        BinaryPrimitives.WriteUInt32LittleEndian(prefix[12..], checked((uint)body.Length));
        BinaryPrimitives.WriteInt64LittleEndian(prefix[16..], number);
        BinaryPrimitives.WriteUInt32LittleEndian(prefix[24..], Crc32.HashToUInt32(body));
        BinaryPrimitives.WriteUInt32LittleEndian(prefix[28..], Crc32.HashToUInt32(prefix[8..28]));
    }

    /// <summary>Reads a prefix; false: there is none here.</summary>
    public static bool TryReadPrefix(ReadOnlySpan<byte> prefix, out RecordPrefix read)
    {
        read = default;
        if (prefix.Length < PrefixBytes || !prefix.StartsWith(Marker) || Crc32.HashToUInt32(prefix[8..28]) != BinaryPrimitives.ReadUInt32LittleEndian(prefix[28..]))
            return false;
        read = new(prefix[8], BinaryPrimitives.ReadUInt32LittleEndian(prefix[12..]), BinaryPrimitives.ReadInt64LittleEndian(prefix[16..]), BinaryPrimitives.ReadUInt32LittleEndian(prefix[24..]));
        return true;
    }
}
