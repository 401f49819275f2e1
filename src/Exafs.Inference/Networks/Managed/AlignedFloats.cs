using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Exafs.Inference.Networks.Managed;

/// <summary>Numbers that begin at a cache line and never move: a vector load never straddles two lines.</summary>
internal sealed class AlignedFloats
{
    private const int LineFloats = 16;
    private readonly float[] _array;
    private readonly int _start;

    public AlignedFloats(int length)
    {
        _array = GC.AllocateArray<float>(length + LineFloats, pinned: true);
        var floats = (int)((nuint)Marshal.UnsafeAddrOfPinnedArrayElement(_array, 0) / sizeof(float) % LineFloats);
        _start = (LineFloats - floats) % LineFloats;
        Length = length;
    }

    public int Length { get; }

    public Span<float> Span => _array.AsSpan(_start, Length);

    public ref float First => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_array), _start);
}
