using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Exafs.Signal;

/// <summary>Y = X·Aᵀ for a fixed small matrix and a batch of rows, blocked for registers; one thread.</summary>
internal static class MatrixProduct
{
    /// <summary>Each row of <paramref name="x"/> times each row of <paramref name="a"/>.</summary>
    /// <param name="a">Matrix [rows × columns], row after row.</param>
    /// <param name="columns">Length of a row.</param>
    /// <param name="x">Batch [count × columns].</param>
    /// <param name="y">Result [count × rows].</param>
    public static void Multiply(ReadOnlySpan<double> a, int columns, ReadOnlySpan<double> x, Span<double> y)
    {
        if (columns == 0)
        {
            y.Clear();
            return;
        }
        var rows = a.Length / columns;
        var count = x.Length / columns;
        if (a.Length != rows * columns || x.Length != count * columns || y.Length != count * rows)
            throw new ArgumentException("shapes do not agree");

        // Rows of A outside, so that a block of A stays in the first cache while the batch passes by.
        var r = 0;
        for (; r + 4 <= rows; r += 4)
        {
            ref readonly var block = ref a[r * columns];
            // An odd last row is paired with itself: it must be summed in the same order as its neighbours, lest a result depend on its place in the batch.
            for (var s = 0; s < count; s += 2)
                FourByTwo(in block, in x[s * columns], columns, ref y[(s * rows) + r], rows, last: s + 1 == count);
        }
        for (; r < rows; r++)
            for (var s = 0; s < count; s++)
                y[(s * rows) + r] = Dot(a.Slice(r * columns, columns), x.Slice(s * columns, columns));
    }

    /// <summary>Σ aᵢbᵢ, always summed in the same order: TensorPrimitives.Dot begins where memory is aligned, and its last bits depend on where an array lies.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var (s0, s1, s2, s3) = (Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero);
        ref var pa = ref MemoryMarshal.GetReference(a);
        ref var pb = ref MemoryMarshal.GetReference(b[..a.Length]);
        nuint i = 0;
        var n = (nuint)a.Length;
        for (; i + 16 <= n; i += 16)
        {
            s0 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref pa, i), Vector256.LoadUnsafe(ref pb, i), s0);
            s1 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref pa, i + 4), Vector256.LoadUnsafe(ref pb, i + 4), s1);
            s2 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref pa, i + 8), Vector256.LoadUnsafe(ref pb, i + 8), s2);
            s3 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref pa, i + 12), Vector256.LoadUnsafe(ref pb, i + 12), s3);
        }
        for (; i + 4 <= n; i += 4)
            s0 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref pa, i), Vector256.LoadUnsafe(ref pb, i), s0);
        var sum = Vector256.Sum((s0 + s1) + (s2 + s3));
        for (; i < n; i++)
            sum += a[(int)i] * b[(int)i];
        return sum;
    }

    /// <summary>y ← y + factor·x, each element by one fused multiply-add wherever it lies.</summary>
    public static void AddScaled(double factor, ReadOnlySpan<double> x, Span<double> y)
    {
        ref var px = ref MemoryMarshal.GetReference(x);
        ref var py = ref MemoryMarshal.GetReference(y[..x.Length]);
        var f = Vector256.Create(factor);
        nuint i = 0;
        var n = (nuint)x.Length;
        for (; i + 4 <= n; i += 4)
            Vector256.FusedMultiplyAdd(f, Vector256.LoadUnsafe(ref px, i), Vector256.LoadUnsafe(ref py, i)).StoreUnsafe(ref py, i);
        for (; i < n; i++)
            y[(int)i] = Math.FusedMultiplyAdd(factor, x[(int)i], y[(int)i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourByTwo(ref readonly double a, ref readonly double x, int columns, ref double y, int rows, bool last)
    {
        Vector256<double> s00 = default, s01 = default, s10 = default, s11 = default, s20 = default, s21 = default, s30 = default, s31 = default;
        ref var a0 = ref Unsafe.AsRef(in a);
        ref var a1 = ref Unsafe.Add(ref a0, columns);
        ref var a2 = ref Unsafe.Add(ref a1, columns);
        ref var a3 = ref Unsafe.Add(ref a2, columns);
        ref var x0 = ref Unsafe.AsRef(in x);
        ref var x1 = ref Unsafe.Add(ref x0, last ? 0 : columns);
        nuint i = 0;
        var n = (nuint)columns;
        for (; i + 4 <= n; i += 4)
        {
            var v0 = Vector256.LoadUnsafe(ref x0, i);
            var v1 = Vector256.LoadUnsafe(ref x1, i);
            var m = Vector256.LoadUnsafe(ref a0, i);
            s00 = Vector256.FusedMultiplyAdd(m, v0, s00);
            s01 = Vector256.FusedMultiplyAdd(m, v1, s01);
            m = Vector256.LoadUnsafe(ref a1, i);
            s10 = Vector256.FusedMultiplyAdd(m, v0, s10);
            s11 = Vector256.FusedMultiplyAdd(m, v1, s11);
            m = Vector256.LoadUnsafe(ref a2, i);
            s20 = Vector256.FusedMultiplyAdd(m, v0, s20);
            s21 = Vector256.FusedMultiplyAdd(m, v1, s21);
            m = Vector256.LoadUnsafe(ref a3, i);
            s30 = Vector256.FusedMultiplyAdd(m, v0, s30);
            s31 = Vector256.FusedMultiplyAdd(m, v1, s31);
        }
        var (t00, t01, t10, t11) = (Vector256.Sum(s00), Vector256.Sum(s01), Vector256.Sum(s10), Vector256.Sum(s11));
        var (t20, t21, t30, t31) = (Vector256.Sum(s20), Vector256.Sum(s21), Vector256.Sum(s30), Vector256.Sum(s31));
        for (; i < n; i++)
        {
            var (v0, v1) = (Unsafe.Add(ref x0, i), Unsafe.Add(ref x1, i));
            t00 += Unsafe.Add(ref a0, i) * v0;
            t01 += Unsafe.Add(ref a0, i) * v1;
            t10 += Unsafe.Add(ref a1, i) * v0;
            t11 += Unsafe.Add(ref a1, i) * v1;
            t20 += Unsafe.Add(ref a2, i) * v0;
            t21 += Unsafe.Add(ref a2, i) * v1;
            t30 += Unsafe.Add(ref a3, i) * v0;
            t31 += Unsafe.Add(ref a3, i) * v1;
        }
        ref var y1 = ref Unsafe.Add(ref y, last ? 0 : rows);
        (y, Unsafe.Add(ref y, 1), Unsafe.Add(ref y, 2), Unsafe.Add(ref y, 3)) = (t00, t10, t20, t30);
        (y1, Unsafe.Add(ref y1, 1), Unsafe.Add(ref y1, 2), Unsafe.Add(ref y1, 3)) = (t01, t11, t21, t31);
    }
}
