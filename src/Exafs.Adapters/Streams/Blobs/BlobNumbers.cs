using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Exafs.Adapters.Streams.Blobs;

/// <summary>Bytes of a frame → numbers. All of them are exact as double but for integers beyond 2^53.</summary>
public static class BlobNumbers
{
    private const int ChunkValues = 1024;

    /// <summary>The type that a header calls so, such as "float64"; false: it is not one of numbers.</summary>
    public static bool TryType(string name, out BlobType type) =>
        Enum.TryParse(name, ignoreCase: true, out type) && char.IsAsciiLetter(name[0]) && !name.Contains(',');

    /// <summary>Its name on the wire.</summary>
    public static string Name(BlobType type) => type.ToString().ToLowerInvariant();

    /// <summary>Bytes of one value.</summary>
    public static int Size(BlobType type) => type switch
    {
        BlobType.Bool or BlobType.Int8 or BlobType.UInt8 => 1,
        BlobType.Int16 or BlobType.UInt16 or BlobType.Float16 => 2,
        BlobType.Int32 or BlobType.UInt32 or BlobType.Float32 => 4,
        _ => 8,
    };

    /// <summary>All values of a blob.</summary>
    /// <param name="blob">As many bytes as <paramref name="values"/> takes.</param>
    /// <param name="type">Of each value.</param>
    /// <param name="isBigEndian">Most significant byte first.</param>
    /// <param name="values">Where they go.</param>
    public static void Read(ReadOnlySpan<byte> blob, BlobType type, bool isBigEndian, Span<double> values)
    {
        int size = Size(type);
        blob = blob[..(values.Length * size)];
        if (size == 1 || isBigEndian != BitConverter.IsLittleEndian)
        {
            Native(blob, type, values);
            return;
        }

        Span<byte> turned = stackalloc byte[ChunkValues * sizeof(double)];
        for (int at = 0; at < values.Length; at += ChunkValues)
        {
            int count = Math.Min(ChunkValues, values.Length - at);
            Span<byte> chunk = turned[..(count * size)];
            blob.Slice(at * size, count * size).CopyTo(chunk);
            for (int i = 0; i < chunk.Length; i += size)
                chunk.Slice(i, size).Reverse();
            Native(chunk, type, values.Slice(at, count));
        }
    }

    /// <summary>One value alone.</summary>
    public static double One(ReadOnlySpan<byte> blob, BlobType type, bool isBigEndian)
    {
        Span<double> value = stackalloc double[1];
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        bytes = bytes[..Size(type)];
        blob[..bytes.Length].CopyTo(bytes);
        if (isBigEndian == BitConverter.IsLittleEndian)
            bytes.Reverse();
        Native(bytes, type, value);
        return value[0];
    }

    /// <summary>What a blob holds, without an array of its values.</summary>
    public static BlobSummary Summary(ReadOnlySpan<byte> blob, BlobType type, bool isBigEndian)
    {
        int size = Size(type), count = blob.Length / size;
        if (count == 0)
            return new(double.NaN, double.NaN, double.NaN, double.NaN);
        double[] rented = ArrayPool<double>.Shared.Rent(ChunkValues);
        double sum = 0, least = double.PositiveInfinity, largest = double.NegativeInfinity, last = double.NaN;
        for (int at = 0; at < count; at += ChunkValues)
        {
            Span<double> values = rented.AsSpan(0, Math.Min(ChunkValues, count - at));
            Read(blob[(at * size)..], type, isBigEndian, values);
            foreach (double value in values)
            {
                sum += value;
                if (value < least)
                    least = value;
                if (value > largest)
                    largest = value;
            }

            last = values[^1];
        }

        ArrayPool<double>.Shared.Return(rented);
        return least <= largest ? new(sum, least, largest, last) : new(sum, double.NaN, double.NaN, last);
    }

    private static void Native(ReadOnlySpan<byte> blob, BlobType type, Span<double> values)
    {
        switch (type)
        {
            case BlobType.Bool:
                for (int i = 0; i < values.Length; i++)
                    values[i] = blob[i] == 0 ? 0 : 1;
                break;
            case BlobType.Int8: Convert<sbyte>(blob, values); break;
            case BlobType.UInt8: Convert<byte>(blob, values); break;
            case BlobType.Int16: Convert<short>(blob, values); break;
            case BlobType.UInt16: Convert<ushort>(blob, values); break;
            case BlobType.Int32: Convert<int>(blob, values); break;
            case BlobType.UInt32: Convert<uint>(blob, values); break;
            case BlobType.Int64: Convert<long>(blob, values); break;
            case BlobType.UInt64: Convert<ulong>(blob, values); break;
            case BlobType.Float16: Convert<Half>(blob, values); break;
            case BlobType.Float32: Convert<float>(blob, values); break;
            default: MemoryMarshal.Cast<byte, double>(blob).CopyTo(values); break;
        }
    }

    private static void Convert<T>(ReadOnlySpan<byte> blob, Span<double> values)
        where T : unmanaged, INumberBase<T>
    {
        ReadOnlySpan<T> numbers = MemoryMarshal.Cast<byte, T>(blob);
        for (int i = 0; i < values.Length; i++)
            values[i] = double.CreateTruncating(numbers[i]);
    }
}
