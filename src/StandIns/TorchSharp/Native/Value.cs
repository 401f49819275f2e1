using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>One argument as shim.cpp reads it.</summary>
[StructLayout(LayoutKind.Explicit)]
internal struct Value
{
    [FieldOffset(0)] public ValueKind Kind;
    [FieldOffset(4)] public int Count;
    [FieldOffset(8)] public long Integer;
    [FieldOffset(8)] public double Real;
    [FieldOffset(8)] public nint Pointer;
}

/// <summary>The order is shim.cpp's.</summary>
internal enum ValueKind
{
    None,
    Tensor,
    Int,
    Double,
    Bool,
    Text,
    Device,
    Ints,
    Tensors,
    Default,
}
