using System.Collections;
using static TorchSharp.torch;

namespace TorchSharp.Utils;

/// <summary>A tensor's numbers in its own memory, in the order of its indices whatever its strides.</summary>
public sealed class TensorAccessor<T> : IDisposable, IEnumerable<T> where T : unmanaged
{
    private readonly Tensor tensor;
    private readonly long[] shape;
    private readonly long[] strides;
    private readonly unsafe T* first;

    internal unsafe TensorAccessor(Tensor tensor)
    {
        this.tensor = tensor;
        (shape, strides) = (tensor.shape, tensor.stride());
        first = (T*)tensor.Address();
    }

    public long Count => shape.Aggregate(1L, (product, size) => product * size);

    public unsafe T this[params long[] indices]
    {
        get => first[Offset(indices)];
        set => first[Offset(indices)] = value;
    }

    public T[] ToArray()
    {
        var all = new T[Count];
        CopyTo(all);
        return all;
    }

    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyTo(array.AsSpan(arrayIndex), 0, tensorIndex);

    /// <summary>Copies from the element of that number on, as far as either reaches.</summary>
    public unsafe void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        Span<T> target = array[arrayIndex..];
        int count = (int)Math.Min(target.Length, Count - tensorIndex);
        if (tensor.is_contiguous())
        {
            new ReadOnlySpan<T>(first + tensorIndex, count).CopyTo(target);
            return;
        }
        for (int i = 0; i < count; i++)
            target[i] = first[OffsetOf(tensorIndex + i)];
    }

    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyFrom(array.AsSpan(arrayIndex), 0, tensorIndex);

    /// <summary>Overwrites from the element of that number on, as far as either reaches.</summary>
    public unsafe void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        ReadOnlySpan<T> source = array[arrayIndex..];
        int count = (int)Math.Min(source.Length, Count - tensorIndex);
        if (tensor.is_contiguous())
        {
            source[..count].CopyTo(new Span<T>(first + tensorIndex, count));
            return;
        }
        for (int i = 0; i < count; i++)
            first[OffsetOf(tensorIndex + i)] = source[i];
    }

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)ToArray()).GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The tensor is somebody else's; it is only kept alive here.</summary>
    public void Dispose() => GC.KeepAlive(tensor);

    private long Offset(long[] indices)
    {
        if (indices.Length != shape.Length)
            throw new ArgumentException($"{indices.Length} indices into {shape.Length} dimensions");
        long offset = 0;
        for (int d = 0; d < indices.Length; d++)
        {
            if (indices[d] < 0 || indices[d] >= shape[d])
                throw new IndexOutOfRangeException();
            offset += indices[d] * strides[d];
        }
        return offset;
    }

    private long OffsetOf(long element)
    {
        long offset = 0;
        for (int d = shape.Length - 1; d >= 0; d--)
        {
            (element, long index) = Math.DivRem(element, shape[d]);
            offset += index * strides[d];
        }
        return offset;
    }
}
