using System.Buffers.Binary;
using System.Text;

namespace NetMQ;

/// <summary>One frame of a message: bytes, equal by value.</summary>
public class NetMQFrame : IEquatable<NetMQFrame>, IEquatable<byte[]>
{
    public NetMQFrame(byte[]? buffer)
    {
        Buffer = buffer ?? [];
        MessageSize = Buffer.Length;
    }

    /// <summary>The first <paramref name="length"/> bytes of the array, which is not copied.</summary>
    public NetMQFrame(byte[] buffer, int length)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, buffer.Length);
        Buffer = buffer;
        MessageSize = length;
    }

    /// <summary>The text in ASCII, which is NetMQ's choice here; name the encoding for anything else.</summary>
    public NetMQFrame(string message) : this(message, Encoding.ASCII) { }

    public NetMQFrame(string message, Encoding encoding) : this(encoding.GetBytes(message)) { }

    public byte[] Buffer { get; }
    public int BufferSize => Buffer.Length;

    /// <summary>The bytes of the buffer that count.</summary>
    public int MessageSize
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, BufferSize);
            field = value;
        }
    }

    public static NetMQFrame Empty => new([]);

    public bool IsEmpty => MessageSize == 0;

    public ReadOnlySpan<byte> AsSpan() => Buffer.AsSpan(0, MessageSize);

    /// <summary>The buffer itself; with <paramref name="copy"/>, only the bytes that count.</summary>
    public byte[] ToByteArray(bool copy = false) => !copy || MessageSize == BufferSize ? Buffer : AsSpan().ToArray();

    public string ConvertToString() => ConvertToString(Encoding.ASCII);
    public string ConvertToString(Encoding encoding) => encoding.GetString(AsSpan());

    /// <summary>The first four bytes, big-endian.</summary>
    public int ConvertToInt32() => BinaryPrimitives.ReadInt32BigEndian(Buffer);

    /// <summary>The first eight bytes, big-endian.</summary>
    public long ConvertToInt64() => BinaryPrimitives.ReadInt64BigEndian(Buffer);

    public bool Equals(byte[]? other) => other != null && AsSpan().SequenceEqual(other);
    public bool Equals(NetMQFrame? other) => other is not null && AsSpan().SequenceEqual(other.AsSpan());
    public override bool Equals(object? obj) => Equals(obj as NetMQFrame);
    public static bool operator ==(NetMQFrame? one, NetMQFrame? other) => one is null ? other is null : one.Equals(other);
    public static bool operator !=(NetMQFrame? one, NetMQFrame? other) => !(one == other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(AsSpan());
        return hash.ToHashCode();
    }
}
