using System.Runtime.InteropServices;
using Exafs.Adapters.ScanV1;

namespace Exafs.Adapters.Streams.Bluesky;

/// <summary>An array of numpy as its bytes; they become numbers when they are asked for.</summary>
internal sealed class DocumentArray
{
    private ReadOnlyMemory<byte> _data;
    private DocumentElement _element;

    private DocumentArray()
    {
    }

    /// <summary>Slowest dimension first; empty: a single value.</summary>
    public int[] Shape { get; private set; } = [];

    /// <summary>Whether the first dimension is the fastest, as Fortran has it.</summary>
    public bool IsFortran { get; private set; }

    /// <summary>Number of elements; 0 also where they are no numbers.</summary>
    public int Count { get; private set; }

    /// <summary>Whether it has all that it is to have; a pickle makes an array first and completes it then.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Such as "float64"; "" where they are no numbers.</summary>
    public string Type => _element.Name;

    public static DocumentArray Incomplete() => new();

    /// <inheritdoc cref="Complete"/>
    public static DocumentArray Of(DocumentElement element, ReadOnlyMemory<byte> data, int[] shape, bool isFortran = false)
    {
        var array = new DocumentArray();
        array.Complete(element, data, shape, isFortran);
        return array;
    }

    /// <exception cref="ScanV1Exception">The bytes are not as many as shape and type ask for.</exception>
    public void Complete(DocumentElement element, ReadOnlyMemory<byte> data, int[] shape, bool isFortran)
    {
        (_element, Shape, IsFortran, IsComplete) = (element, shape, isFortran, true);
        if (!element.IsNumber)
            return;
        long bytes = element.Bytes;
        foreach (int length in shape)
            bytes = checked(bytes * length);
        if (bytes != data.Length)
            throw new ScanV1Exception("length_mismatch", $"an array of {element.Name} [{string.Join(',', shape)}] has {data.Length} bytes, not {bytes}");
        (_data, Count) = (data, data.Length / element.Bytes);
    }

    /// <exception cref="ScanV1Exception">The value is no shape.</exception>
    public static int[] ShapeOf(DocumentValue shape)
    {
        if (shape.List is not { Count: <= BlueskyLimits.Dimensions } list)
            throw new ScanV1Exception("bad_value", "the shape of an array is none");
        int[] lengths = new int[list.Count];
        for (int i = 0; i < lengths.Length; i++)
            lengths[i] = list[i].Integer is { } length and >= 0 and <= int.MaxValue ? (int)length : throw new ScanV1Exception("bad_value", "the shape of an array is none");
        return lengths;
    }

    /// <summary>Its first element as a value of its own.</summary>
    public DocumentValue ToScalar()
    {
        if (!TryFirst(out double value))
            return DocumentValue.OfOther();
        return _element.Kind switch
        {
            'b' => DocumentValue.Of(value != 0),
            'i' or 'u' when Math.Abs(value) < 1L << 53 => DocumentValue.Of((long)value),
            _ => DocumentValue.Of(value),
        };
    }

    public bool TryFirst(out double value)
    {
        Span<double> one = stackalloc double[1];
        bool known = Count > 0;
        if (known)
            Read(0, one);
        value = known ? one[0] : double.NaN;
        return known;
    }

    /// <summary>False where it has more than one dimension (those of length 1 aside), or no numbers.</summary>
    public bool TryNumbers(out double[] values)
    {
        values = [];
        if (!_element.IsNumber || Shape.Count(length => length != 1) > 1)
            return false;
        values = new double[Count];
        Read(0, values);
        return true;
    }

    /// <summary>All of it, whatever its dimensions: for its extremes.</summary>
    public double[] Flat()
    {
        var values = new double[Count];
        Read(0, values);
        return values;
    }

    /// <summary>What is under one index of the slowest dimension; null where it cannot be told.</summary>
    public DocumentArray? Row(int at)
    {
        if (Shape.Length == 0 || (uint)at >= (uint)Shape[0] || !_element.IsNumber || (IsFortran && Shape.Length > 1))
            return null;
        int bytes = _data.Length / Shape[0];
        return Of(_element, _data.Slice(at * bytes, bytes), Shape[1..]);
    }

    private void Read(int first, Span<double> values)
    {
        ReadOnlySpan<byte> data = _data.Span[(first * _element.Bytes)..];
        if (_element is { Kind: 'f', Bytes: sizeof(double), IsBigEndian: false } && BitConverter.IsLittleEndian)
        {
            data[..(values.Length * sizeof(double))].CopyTo(MemoryMarshal.AsBytes(values));
            return;
        }

        for (int i = 0; i < values.Length; i++)
            values[i] = One(data.Slice(i * _element.Bytes, _element.Bytes));
    }

    private double One(ReadOnlySpan<byte> bytes)
    {
        ulong bits = 0;
        for (int i = 0; i < bytes.Length; i++)
            bits = (bits << 8) | bytes[_element.IsBigEndian ? i : bytes.Length - 1 - i];
        return (_element.Kind, bytes.Length) switch
        {
            ('f', 8) => BitConverter.UInt64BitsToDouble(bits),
            ('f', 4) => BitConverter.UInt32BitsToSingle((uint)bits),
            ('f', _) => (double)BitConverter.UInt16BitsToHalf((ushort)bits),
            ('i', 1) => (sbyte)bits,
            ('i', 2) => (short)bits,
            ('i', 4) => (int)bits,
            ('i', _) => (long)bits,
            ('b', _) => bits == 0 ? 0 : 1,
            _ => bits,
        };
    }
}
