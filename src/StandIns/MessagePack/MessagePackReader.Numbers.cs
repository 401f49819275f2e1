using System.Buffers.Binary;

namespace MessagePack;

/// <content>Numbers: any integer format is read as any integer type that holds the value.</content>
public ref partial struct MessagePackReader
{
    public byte ReadByte() => checked((byte)ReadUInt64());
    public ushort ReadUInt16() => checked((ushort)ReadUInt64());
    public uint ReadUInt32() => checked((uint)ReadUInt64());
    public sbyte ReadSByte() => checked((sbyte)ReadInt64());
    public short ReadInt16() => checked((short)ReadInt64());
    public int ReadInt32() => checked((int)ReadInt64());
    public char ReadChar() => (char)ReadUInt16();

    public ulong ReadUInt64() => NextCode == MessagePackCode.UInt64 ? Operand(8) : checked((ulong)ReadInt64());

    public long ReadInt64()
    {
        byte code = NextCode;
        switch (code)
        {
            case <= MessagePackCode.MaxFixInt or >= MessagePackCode.MinNegativeFixInt: reader.Advance(1); return (sbyte)code;
            case MessagePackCode.UInt8: return (long)Operand(1);
            case MessagePackCode.UInt16: return (long)Operand(2);
            case MessagePackCode.UInt32: return (long)Operand(4);
            case MessagePackCode.UInt64: return checked((long)Operand(8));
            case MessagePackCode.Int8: return (sbyte)Operand(1);
            case MessagePackCode.Int16: return (short)Operand(2);
            case MessagePackCode.Int32: return (int)Operand(4);
            case MessagePackCode.Int64: return (long)Operand(8);
            default: throw Unexpected(code);
        }
    }

    /// <summary>A float of either width, or an integer.</summary>
    public double ReadDouble()
    {
        ReadOnlySpan<byte> unread = reader.UnreadSpan;
        if (unread.Length >= 9 && unread[0] == MessagePackCode.Float64) // an array of these is what a scan is made of
        {
            double value = BinaryPrimitives.ReadDoubleBigEndian(unread[1..]);
            reader.Advance(9);
            return value;
        }
        return NextCode switch
        {
            MessagePackCode.Float64 => BitConverter.UInt64BitsToDouble(Operand(8)),
            MessagePackCode.Float32 => BitConverter.UInt32BitsToSingle((uint)Operand(4)),
            MessagePackCode.UInt64 => Operand(8),
            _ => ReadInt64(),
        };
    }

    public float ReadSingle() => NextCode switch
    {
        MessagePackCode.Float64 => (float)BitConverter.UInt64BitsToDouble(Operand(8)),
        MessagePackCode.Float32 => BitConverter.UInt32BitsToSingle((uint)Operand(4)),
        MessagePackCode.UInt64 => Operand(8),
        _ => ReadInt64(),
    };

    /// <summary>Reads the code and the big-endian number of <paramref name="bytes"/> bytes behind it.</summary>
    private ulong Operand(int bytes)
    {
        ulong value = Peek(bytes);
        reader.Advance(1 + bytes);
        return value;
    }

    /// <summary>The last (at most eight) of the <paramref name="bytes"/> bytes behind the code, as a big-endian number.</summary>
    private readonly ulong Peek(int bytes)
    {
        ReadOnlySpan<byte> unread = reader.UnreadSpan;
        return unread.Length > bytes ? Number(unread, bytes) : PeekAcrossSegments(bytes);
    }

    private readonly ulong PeekAcrossSegments(int bytes)
    {
        Span<byte> copy = stackalloc byte[bytes + 1];
        return reader.TryCopyTo(copy) ? Number(copy, bytes) : throw Ended();
    }

    private static ulong Number(ReadOnlySpan<byte> token, int bytes) => bytes switch
    {
        1 => token[1],
        2 => BinaryPrimitives.ReadUInt16BigEndian(token[1..]),
        4 => BinaryPrimitives.ReadUInt32BigEndian(token[1..]),
        8 => BinaryPrimitives.ReadUInt64BigEndian(token[1..]),
        _ => token[bytes], // an extension's type behind its length
    };
}
