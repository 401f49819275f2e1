using System.Runtime.InteropServices;

namespace Exafs.Adapters.Streams.Quick;

/// <summary>Samples of one channel as they came: (raw − offset) · scale.</summary>
/// <param name="Type">How each is written.</param>
/// <param name="Bytes">All of them.</param>
/// <param name="Scale">Unit of a raw value.</param>
/// <param name="Offset">Raw value of the dark current.</param>
public readonly record struct QuickV1Column(QuickSampleType Type, ReadOnlyMemory<byte> Bytes, double Scale = 1, double Offset = 0)
{
    public int Count => Bytes.Length / Size(Type);

    /// <summary>Bytes of one sample.</summary>
    public static int Size(QuickSampleType type) => type switch
    {
        QuickSampleType.Int16 or QuickSampleType.UInt16 => 2,
        QuickSampleType.Float64 => 8,
        _ => 4,
    };

    /// <summary>As numpy calls it.</summary>
    public static string Name(QuickSampleType type) => type switch
    {
        QuickSampleType.Int16 => "<i2",
        QuickSampleType.UInt16 => "<u2",
        QuickSampleType.Int32 => "<i4",
        QuickSampleType.Float64 => "<f8",
        _ => "<f4",
    };

    /// <summary>Null for a name that is none.</summary>
    public static QuickSampleType? TypeOf(string name) => name switch
    {
        "<f4" => QuickSampleType.Float32,
        "<f8" => QuickSampleType.Float64,
        "<i2" => QuickSampleType.Int16,
        "<u2" => QuickSampleType.UInt16,
        "<i4" => QuickSampleType.Int32,
        _ => null,
    };

    /// <summary>Values as they are meant, from one on.</summary>
    /// <param name="first">Index of the first one wanted.</param>
    /// <param name="to">As many as are wanted.</param>
    public void CopyTo(int first, Span<double> to)
    {
        int size = Size(Type);
        ReadOnlySpan<byte> bytes = Bytes.Span.Slice(first * size, to.Length * size);
        switch (Type)
        {
            case QuickSampleType.Float32:
                Convert(MemoryMarshal.Cast<byte, float>(bytes), to);
                break;
            case QuickSampleType.Float64:
                MemoryMarshal.Cast<byte, double>(bytes).CopyTo(to);
                break;
            case QuickSampleType.Int16:
                Convert(MemoryMarshal.Cast<byte, short>(bytes), to);
                break;
            case QuickSampleType.UInt16:
                Convert(MemoryMarshal.Cast<byte, ushort>(bytes), to);
                break;
            case QuickSampleType.Int32:
                Convert(MemoryMarshal.Cast<byte, int>(bytes), to);
                break;
        }

        if (Scale == 1 && Offset == 0)
            return;
        foreach (ref double value in to)
            value = (value - Offset) * Scale;
    }

    private static void Convert(ReadOnlySpan<float> from, Span<double> to)
    {
        for (int i = 0; i < to.Length; i++)
            to[i] = from[i];
    }

    private static void Convert(ReadOnlySpan<short> from, Span<double> to)
    {
        for (int i = 0; i < to.Length; i++)
            to[i] = from[i];
    }

    private static void Convert(ReadOnlySpan<ushort> from, Span<double> to)
    {
        for (int i = 0; i < to.Length; i++)
            to[i] = from[i];
    }

    private static void Convert(ReadOnlySpan<int> from, Span<double> to)
    {
        for (int i = 0; i < to.Length; i++)
            to[i] = from[i];
    }
}
