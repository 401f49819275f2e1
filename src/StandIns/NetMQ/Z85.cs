using System.Buffers.Binary;

namespace NetMQ;

/// <summary>ZeroMQ's text for keys: four bytes are five digits to the base 85 (RFC 32).</summary>
internal static class Z85
{
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#";

    public static string Encode(ReadOnlySpan<byte> data)
    {
        Span<char> text = stackalloc char[data.Length / 4 * 5];
        for (int group = 0; group < data.Length / 4; group++)
        {
            uint value = BinaryPrimitives.ReadUInt32BigEndian(data[(group * 4)..]);
            for (int i = 4; i >= 0; i--, value /= 85)
                text[group * 5 + i] = Digits[(int)(value % 85)];
        }
        return new string(text);
    }

    /// <exception cref="ArgumentException">It is not a key of 40 characters of the alphabet.</exception>
    public static byte[] Decode(string text)
    {
        if (text.Length != 40)
            throw new ArgumentException("A key has 40 characters.", nameof(text));
        byte[] data = new byte[32];
        for (int group = 0; group < 8; group++)
        {
            ulong value = 0;
            foreach (char c in text.AsSpan(group * 5, 5))
            {
                int digit = Digits.IndexOf(c, StringComparison.Ordinal);
                value = digit >= 0 ? value * 85 + (uint)digit : throw new ArgumentException("Invalid key character", nameof(text));
            }
            if (value > uint.MaxValue)
                throw new ArgumentException("Invalid key bad encoding", nameof(text));
            BinaryPrimitives.WriteUInt32BigEndian(data.AsSpan(group * 4), (uint)value);
        }
        return data;
    }
}
