using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace MessagePack;

/// <summary>Writes MessagePack, each value in its shortest format. What is written counts once <see cref="Flush"/> was called.</summary>
public ref struct MessagePackWriter
{
    private readonly IBufferWriter<byte> output;
    private Span<byte> buffer;
    private int used;

    public MessagePackWriter(IBufferWriter<byte> writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        output = writer;
    }

    public CancellationToken CancellationToken { get; set; }

    public void Flush()
    {
        if (used > 0)
            output.Advance(used);
        buffer = default;
        used = 0;
    }

    /// <summary>Room to write <paramref name="length"/> bytes into, before <see cref="Advance"/>.</summary>
    public Span<byte> GetSpan(int length)
    {
        if (buffer.Length - used < length)
        {
            Flush();
            buffer = output.GetSpan(Math.Max(length, 256));
        }
        return buffer[used..];
    }

    public void Advance(int length) => used += length;

    public void WriteNil() => Code(MessagePackCode.Nil);

    public void Write(bool value) => Code(value ? MessagePackCode.True : MessagePackCode.False);

    public void WriteArrayHeader(int count) => WriteArrayHeader((uint)count);
    public void WriteArrayHeader(uint count) => Header(count, MessagePackCode.MinFixArray, MessagePackCode.Array16);
    public void WriteMapHeader(int count) => WriteMapHeader((uint)count);
    public void WriteMapHeader(uint count) => Header(count, MessagePackCode.MinFixMap, MessagePackCode.Map16);

    private void Header(uint count, byte fix, byte code16)
    {
        if (count <= 15)
            Code((byte)(fix | count));
        else if (count <= ushort.MaxValue)
            Number(code16, 2, count);
        else
            Number((byte)(code16 + 1), 4, count);
    }

    public void Write(byte value) => Write((ulong)value);
    public void Write(ushort value) => Write((ulong)value);
    public void Write(uint value) => Write((ulong)value);
    public void Write(sbyte value) => Write((long)value);
    public void Write(short value) => Write((long)value);
    public void Write(int value) => Write((long)value);
    public void Write(char value) => Write((ulong)value);

    public void Write(ulong value)
    {
        switch (value)
        {
            case <= MessagePackCode.MaxFixInt: Code((byte)value); break;
            case <= byte.MaxValue: Number(MessagePackCode.UInt8, 1, value); break;
            case <= ushort.MaxValue: Number(MessagePackCode.UInt16, 2, value); break;
            case <= uint.MaxValue: Number(MessagePackCode.UInt32, 4, value); break;
            default: Number(MessagePackCode.UInt64, 8, value); break;
        }
    }

    public void Write(long value)
    {
        switch (value)
        {
            case >= 0: Write((ulong)value); break;
            case >= -32: Code((byte)value); break;
            case >= sbyte.MinValue: Number(MessagePackCode.Int8, 1, (ulong)value); break;
            case >= short.MinValue: Number(MessagePackCode.Int16, 2, (ulong)value); break;
            case >= int.MinValue: Number(MessagePackCode.Int32, 4, (ulong)value); break;
            default: Number(MessagePackCode.Int64, 8, (ulong)value); break;
        }
    }

    public void Write(float value) => Number(MessagePackCode.Float32, 4, BitConverter.SingleToUInt32Bits(value));
    public void Write(double value) => Number(MessagePackCode.Float64, 8, BitConverter.DoubleToUInt64Bits(value));

    /// <summary>As the timestamp extension; a local time becomes UTC.</summary>
    public void Write(DateTime dateTime)
    {
        if (dateTime.Kind == DateTimeKind.Local)
            dateTime = dateTime.ToUniversalTime();
        (long seconds, long ticks) = Math.DivRem(dateTime.Ticks, TimeSpan.TicksPerSecond);
        seconds -= DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerSecond;
        ulong nanoseconds = (ulong)ticks * TimeSpan.NanosecondsPerTick;
        if (seconds is >= 0 and <= uint.MaxValue && nanoseconds == 0)
        {
            WriteExtensionFormatHeader(new ExtensionHeader(-1, 4));
            Raw(4, (ulong)seconds);
        }
        else if (seconds >> 34 == 0)
        {
            WriteExtensionFormatHeader(new ExtensionHeader(-1, 8));
            Raw(8, (nanoseconds << 34) | (ulong)seconds);
        }
        else
        {
            WriteExtensionFormatHeader(new ExtensionHeader(-1, 12));
            Raw(4, nanoseconds);
            Raw(8, (ulong)seconds);
        }
    }

    /// <summary>A text in UTF-8, or nil for null.</summary>
    public void Write(string? value)
    {
        if (value == null)
            WriteNil();
        else
            Write(value.AsSpan());
    }

    public void Write(scoped ReadOnlySpan<char> value)
    {
        int length = Encoding.UTF8.GetByteCount(value);
        WriteStringHeader(length);
        Advance(Encoding.UTF8.GetBytes(value, GetSpan(length)));
    }

    /// <summary>A text that is in UTF-8 already.</summary>
    public void WriteString(ReadOnlySpan<byte> utf8stringBytes)
    {
        WriteStringHeader(utf8stringBytes.Length);
        WriteRaw(utf8stringBytes);
    }

    public void WriteStringHeader(int byteCount)
    {
        if (byteCount <= 31)
            Code((byte)(MessagePackCode.MinFixStr | byteCount));
        else
            Length(MessagePackCode.Str8, (uint)byteCount);
    }

    /// <summary>Bytes as bin, or nil for null.</summary>
    public void Write(byte[]? src)
    {
        if (src == null)
            WriteNil();
        else
            Write(src.AsSpan());
    }

    public void Write(scoped ReadOnlySpan<byte> src)
    {
        WriteBinHeader(src.Length);
        WriteRaw(src);
    }

    public void WriteBinHeader(int length) => Length(MessagePackCode.Bin8, (uint)length);

    public void WriteExtensionFormatHeader(ExtensionHeader extensionHeader)
    {
        uint length = extensionHeader.Length;
        if (length is 1 or 2 or 4 or 8 or 16)
            Code((byte)(MessagePackCode.FixExt1 + uint.Log2(length)));
        else
            Length(MessagePackCode.Ext8, length);
        Code((byte)extensionHeader.TypeCode);
    }

    public void WriteExtensionFormat(ExtensionResult extensionData)
    {
        WriteExtensionFormatHeader(extensionData.Header);
        WriteRaw(extensionData.Data);
    }

    /// <summary>Bytes that are MessagePack, or that a header announced.</summary>
    public void WriteRaw(scoped ReadOnlySpan<byte> rawMessagePackBlock)
    {
        rawMessagePackBlock.CopyTo(GetSpan(rawMessagePackBlock.Length));
        Advance(rawMessagePackBlock.Length);
    }

    public void WriteRaw(in ReadOnlySequence<byte> rawMessagePackBlock)
    {
        foreach (ReadOnlyMemory<byte> segment in rawMessagePackBlock)
            WriteRaw(segment.Span);
    }

    /// <summary>The code for 8, 16 or 32 bits of length; the three follow each other.</summary>
    private void Length(byte code8, uint length)
    {
        if (length <= byte.MaxValue)
            Number(code8, 1, length);
        else if (length <= ushort.MaxValue)
            Number((byte)(code8 + 1), 2, length);
        else
            Number((byte)(code8 + 2), 4, length);
    }

    private void Code(byte code)
    {
        GetSpan(1)[0] = code;
        used++;
    }

    private void Number(byte code, int bytes, ulong value)
    {
        Code(code);
        Raw(bytes, value);
    }

    /// <summary>The low <paramref name="bytes"/> bytes of a number, big-endian.</summary>
    private void Raw(int bytes, ulong value)
    {
        BinaryPrimitives.WriteUInt64BigEndian(GetSpan(8), value << (64 - 8 * bytes));
        used += bytes;
    }
}
