using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Exafs.Adapters.Storage;

/// <summary>SHA-256 over values of which each says what it is and how long, so that no two sequences of values are the same bytes. Numbers go in bit for bit, little-endian.</summary>
internal sealed class CanonicalHash : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public void Add(string? text)
    {
        if (text is null)
        {
            Begin('0', 0);
            return;
        }

        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Begin('t', bytes.Length);
        _hash.AppendData(bytes);
    }

    public void Add(long? number) => Begin(number is null ? '0' : 'i', number ?? 0);

    public void Add(double? number) => Begin(number is null ? '0' : 'f', BitConverter.DoubleToInt64Bits(number ?? 0));

    public void Add(DateTime? time) => Add(time?.Ticks);

    public void Add(ImmutableArray<double> numbers)
    {
        Begin('a', numbers.Length);
        _hash.AppendData(MemoryMarshal.AsBytes(numbers.AsSpan()));
    }

    /// <summary>64 hexadecimal digits.</summary>
    public string End() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();

    private void Begin(char kind, long value)
    {
        Span<byte> bytes = stackalloc byte[1 + sizeof(long)];
        bytes[0] = (byte)kind;
        BinaryPrimitives.WriteInt64LittleEndian(bytes[1..], value);
        _hash.AppendData(bytes);
    }
}
