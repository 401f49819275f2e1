using System.Runtime.CompilerServices;
using V = System.Numerics.Vector<double>;

namespace Exafs.Physics.Scattering;

/// <summary>Complex numbers of a few neighbouring k, as many as the processor takes at once.</summary>
internal readonly struct ComplexVector(V re, V im)
{
    public readonly V Re = re;
    public readonly V Im = im;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ComplexVector operator +(ComplexVector a, ComplexVector b) => new(a.Re + b.Re, a.Im + b.Im);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ComplexVector operator -(ComplexVector a, ComplexVector b) => new(a.Re - b.Re, a.Im - b.Im);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ComplexVector operator *(ComplexVector a, ComplexVector b) =>
        new(System.Numerics.Vector.FusedMultiplyAdd(a.Re, b.Re, -(a.Im * b.Im)), System.Numerics.Vector.FusedMultiplyAdd(a.Re, b.Im, a.Im * b.Re));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ComplexVector operator *(ComplexVector a, double factor)
    {
        V f = new(factor);
        return new(a.Re * f, a.Im * f);
    }

    /// <summary>This and a·b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ComplexVector Plus(ComplexVector a, ComplexVector b) => new(
        System.Numerics.Vector.FusedMultiplyAdd(a.Re, b.Re, System.Numerics.Vector.FusedMultiplyAdd(-a.Im, b.Im, Re)),
        System.Numerics.Vector.FusedMultiplyAdd(a.Re, b.Im, System.Numerics.Vector.FusedMultiplyAdd(a.Im, b.Re, Im)));

    /// <summary>This and a·factor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ComplexVector Plus(ComplexVector a, double factor)
    {
        V f = new(factor);
        return new(System.Numerics.Vector.FusedMultiplyAdd(a.Re, f, Re), System.Numerics.Vector.FusedMultiplyAdd(a.Im, f, Im));
    }

    /// <summary>This and i·a·factor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ComplexVector PlusImaginary(ComplexVector a, double factor)
    {
        V f = new(factor);
        return new(System.Numerics.Vector.FusedMultiplyAdd(-a.Im, f, Re), System.Numerics.Vector.FusedMultiplyAdd(a.Re, f, Im));
    }

    /// <summary>One number after the other into blocks; the last block is filled up with the last number.</summary>
    public static ComplexVector[] Blocks(ReadOnlySpan<System.Numerics.Complex> values)
    {
        var blocks = new ComplexVector[(values.Length + V.Count - 1) / V.Count];
        Span<double> re = stackalloc double[V.Count], im = stackalloc double[V.Count];
        for (var block = 0; block < blocks.Length; block++)
        {
            for (var lane = 0; lane < V.Count; lane++)
            {
                var value = values[Math.Min((block * V.Count) + lane, values.Length - 1)];
                (re[lane], im[lane]) = (value.Real, value.Imaginary);
            }

            blocks[block] = new(new V(re), new V(im));
        }

        return blocks;
    }
}
