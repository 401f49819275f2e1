using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace MessagePack;

/// <summary>
/// Reads MessagePack. What is announced is checked against what is there before anything is allocated:
/// <see cref="EndOfStreamException"/> where bytes are missing, <see cref="MessagePackSerializationException"/> where another
/// format stands there, <see cref="OverflowException"/> where a number does not fit.
/// </summary>
public ref partial struct MessagePackReader
{
    private SequenceReader<byte> reader;

    public MessagePackReader(ReadOnlyMemory<byte> memory) => reader = new SequenceReader<byte>(new ReadOnlySequence<byte>(memory));

    public MessagePackReader(scoped in ReadOnlySequence<byte> readOnlySequence) =>
        reader = new SequenceReader<byte>(readOnlySequence);

    public CancellationToken CancellationToken { get; set; }

    /// <summary>Levels of arrays and maps around the position; kept by <see cref="MessagePackSecurity.DepthStep"/> and its callers.</summary>
    public int Depth { get; set; }

    public readonly ReadOnlySequence<byte> Sequence => reader.Sequence;
    public readonly SequencePosition Position => reader.Position;

    /// <summary>Bytes read so far.</summary>
    public readonly long Consumed => reader.Consumed;

    public readonly bool End => reader.End;
    public readonly bool IsNil => NextCode == MessagePackCode.Nil;
    public readonly MessagePackType NextMessagePackType => MessagePackCode.ToMessagePackType(NextCode);
    public readonly byte NextCode => reader.TryPeek(out byte code) ? code : throw Ended();

    /// <summary>A reader at the same place that leaves this one where it is.</summary>
    public readonly MessagePackReader CreatePeekReader() => this;

    public Nil ReadNil() => TryReadNil() ? Nil.Default : throw Unexpected(NextCode);

    public bool TryReadNil()
    {
        if (!IsNil)
            return false;
        reader.Advance(1);
        return true;
    }

    public bool ReadBoolean()
    {
        byte code = NextCode;
        if (code is not (MessagePackCode.True or MessagePackCode.False))
            throw Unexpected(code);
        reader.Advance(1);
        return code == MessagePackCode.True;
    }

    /// <summary>Elements that follow.</summary>
    public int ReadArrayHeader()
    {
        int count = Count(MessagePackCode.MinFixArray, MessagePackCode.Array16);
        return reader.Remaining >= count ? count : throw Ended(); // an element is a byte at least
    }

    /// <summary>Pairs of key and value that follow.</summary>
    public int ReadMapHeader()
    {
        int count = Count(MessagePackCode.MinFixMap, MessagePackCode.Map16);
        return reader.Remaining >= 2L * count ? count : throw Ended();
    }

    private int Count(byte fix, byte code16)
    {
        byte code = NextCode;
        if ((code & 0xf0) == fix)
        {
            reader.Advance(1);
            return code & 0x0f;
        }
        if (code == code16)
            return (int)Operand(2);
        if (code == code16 + 1)
            return checked((int)Operand(4));
        throw Unexpected(code);
    }

    /// <summary>A text in UTF-8, or null for nil.</summary>
    public string? ReadString()
    {
        if (TryReadNil())
            return null;
        ReadOnlySequence<byte> text = Take(StringLength());
        return text.IsSingleSegment ? Encoding.UTF8.GetString(text.FirstSpan) : Encoding.UTF8.GetString(text);
    }

    /// <summary>The bytes of a text, or null for nil.</summary>
    public ReadOnlySequence<byte>? ReadStringSequence() => TryReadNil() ? null : Take(StringLength());

    /// <summary>The bytes of a text where they lie in one piece; else, and for nil, false and nothing is read.</summary>
    public bool TryReadStringSpan(out ReadOnlySpan<byte> span)
    {
        span = default;
        if (IsNil)
            return false;
        long before = reader.Consumed;
        int length = checked((int)StringLength());
        if (reader.Remaining < length)
            throw Ended();
        if (reader.UnreadSpan.Length < length)
        {
            reader.Rewind(reader.Consumed - before);
            return false;
        }
        span = reader.UnreadSpan[..length];
        reader.Advance(length);
        return true;
    }

    /// <summary>The message's own bytes (bin, or str from writers that know no bin), or null for nil.</summary>
    public ReadOnlySequence<byte>? ReadBytes() => TryReadNil() ? null : Take(BytesLength());

    private uint StringLength()
    {
        byte code = NextCode;
        switch (code)
        {
            case >= MessagePackCode.MinFixStr and <= MessagePackCode.MaxFixStr: reader.Advance(1); return code & 0x1fu;
            case MessagePackCode.Str8: return (uint)Operand(1);
            case MessagePackCode.Str16: return (uint)Operand(2);
            case MessagePackCode.Str32: return (uint)Operand(4);
            default: throw Unexpected(code);
        }
    }

    private uint BytesLength() => NextCode switch
    {
        MessagePackCode.Bin8 => (uint)Operand(1),
        MessagePackCode.Bin16 => (uint)Operand(2),
        MessagePackCode.Bin32 => (uint)Operand(4),
        _ => StringLength(),
    };

    public ExtensionHeader ReadExtensionFormatHeader()
    {
        byte code = NextCode;
        uint length = code switch
        {
            >= MessagePackCode.FixExt1 and <= MessagePackCode.FixExt16 => 1u << (code - MessagePackCode.FixExt1),
            MessagePackCode.Ext8 => (uint)Peek(1),
            MessagePackCode.Ext16 => (uint)Peek(2),
            MessagePackCode.Ext32 => (uint)Peek(4),
            _ => throw Unexpected(code),
        };
        int lengthBytes = code >= MessagePackCode.FixExt1 ? 0 : 1 << (code - MessagePackCode.Ext8);
        var type = (sbyte)Peek(lengthBytes + 1); // the header's last byte is the low one of any number that ends there
        reader.Advance(lengthBytes + 2);
        return reader.Remaining >= length ? new ExtensionHeader(type, length) : throw Ended();
    }

    public ExtensionResult ReadExtensionFormat()
    {
        ExtensionHeader header = ReadExtensionFormatHeader();
        return new ExtensionResult(header.TypeCode, Take(header.Length));
    }

    public DateTime ReadDateTime() => ReadDateTime(ReadExtensionFormatHeader());

    /// <summary>The timestamp whose header has been read; UTC, in steps of 100 ns.</summary>
    public DateTime ReadDateTime(ExtensionHeader header)
    {
        if (header.TypeCode != -1 || header.Length is not (4 or 8 or 12))
            throw new MessagePackSerializationException($"Extension {header.TypeCode} of {header.Length} bytes is no timestamp.");
        Span<byte> bytes = stackalloc byte[12];
        Take(header.Length).CopyTo(bytes);
        ulong first = header.Length == 4 ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt64BigEndian(bytes);
        (long seconds, long nanoseconds) = header.Length switch
        {
            4 => ((long)first, 0L),
            8 => ((long)(first & 0x3_ffff_ffff), (long)(first >> 34)),
            _ => (BinaryPrimitives.ReadInt64BigEndian(bytes[4..]), (long)(first >> 32)),
        };
        return DateTime.UnixEpoch.AddSeconds(seconds).AddTicks(nanoseconds / TimeSpan.NanosecondsPerTick);
    }

    public ReadOnlySequence<byte> ReadRaw(long length) => Take(length);

    /// <summary>The bytes of the next value, whatever it is.</summary>
    public ReadOnlySequence<byte> ReadRaw()
    {
        SequencePosition start = Position;
        Skip();
        return Sequence.Slice(start, Position);
    }

    /// <summary>Passes the next value, with everything inside it.</summary>
    public void Skip()
    {
        for (long left = 1; left > 0; left--)
        {
            byte code = NextCode;
            switch (MessagePackCode.ToMessagePackType(code))
            {
                case MessagePackType.Map: left += 2L * ReadMapHeader(); break;
                case MessagePackType.Array: left += ReadArrayHeader(); break;
                case MessagePackType.String: Take(StringLength()); break;
                case MessagePackType.Binary: Take(BytesLength()); break;
                case MessagePackType.Extension: Take(ReadExtensionFormatHeader().Length); break;
                case MessagePackType.Unknown: throw Unexpected(code);
                default: Take(1 + Width(code)); break;
            }
        }
    }

    /// <summary>Bytes after the code of a number; none for a fixint, a Boolean or nil.</summary>
    private static int Width(byte code) => code switch
    {
        MessagePackCode.Float32 => 4,
        MessagePackCode.Float64 => 8,
        >= MessagePackCode.UInt8 and <= MessagePackCode.UInt64 => 1 << (code - MessagePackCode.UInt8),
        >= MessagePackCode.Int8 and <= MessagePackCode.Int64 => 1 << (code - MessagePackCode.Int8),
        _ => 0,
    };

    private ReadOnlySequence<byte> Take(long length)
    {
        if (reader.Remaining < length)
            throw Ended();
        ReadOnlySequence<byte> taken = reader.UnreadSequence.Slice(0, length);
        reader.Advance(length);
        return taken;
    }

    private static EndOfStreamException Ended() => new();

    private static MessagePackSerializationException Unexpected(byte code) =>
        new($"Unexpected msgpack code {code} ({MessagePackCode.ToFormatName(code)}) encountered.");
}
