using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
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
            var s = 0;
            for (; s + 2 <= count; s += 2)
                FourByTwo(in block, in x[s * columns], columns, ref y[(s * rows) + r], rows);
            for (; s < count; s++)
                for (var i = 0; i < 4; i++)
                    y[(s * rows) + r + i] = TensorPrimitives.Dot(a.Slice((r + i) * columns, columns), x.Slice(s * columns, columns));
        }
        for (; r < rows; r++)
            for (var s = 0; s < count; s++)
                y[(s * rows) + r] = TensorPrimitives.Dot(a.Slice(r * columns, columns), x.Slice(s * columns, columns));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourByTwo(ref readonly double a, ref readonly double x, int columns, ref double y, int rows)
    {
        Vector256<double> s00 = default, s01 = default, s10 = default, s11 = default, s20 = default, s21 = default, s30 = default, s31 = default;
        ref var a0 = ref Unsafe.AsRef(in a);
        ref var a1 = ref Unsafe.Add(ref a0, columns);
        ref var a2 = ref Unsafe.Add(ref a1, columns);
        ref var a3 = ref Unsafe.Add(ref a2, columns);
        ref var x0 = ref Unsafe.AsRef(in x);
        ref var x1 = ref Unsafe.Add(ref x0, columns);
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
        ref var y1 = ref Unsafe.Add(ref y, rows);
        (y, Unsafe.Add(ref y, 1), Unsafe.Add(ref y, 2), Unsafe.Add(ref y, 3)) = (t00, t10, t20, t30);
        (y1, Unsafe.Add(ref y1, 1), Unsafe.Add(ref y1, 2), Unsafe.Add(ref y1, 3)) = (t01, t11, t21, t31);
    }
}
