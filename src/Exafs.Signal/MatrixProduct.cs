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

        // Rows of A outside, so that four of them stay in the first cache while the batch passes by. A sum has the same order of
        // terms in a tile as in a dot product, or else a result would depend on its scan's place in the batch.
        Span<double> tile = stackalloc double[16];
        var r = 0;
        for (; r + 4 <= rows; r += 4)
        {
            var s = 0;
            for (; s + 4 <= count; s += 4)
            {
                FourByFour(in a[r * columns], in x[s * columns], columns, tile);
                for (var t = 0; t < 16; t++)
                    y[((s + (t & 3)) * rows) + r + (t >> 2)] = tile[t];
            }
            for (; s < count; s++)
                for (var i = 0; i < 4; i++)
                    y[(s * rows) + r + i] = InOrder(a.Slice((r + i) * columns, columns), x.Slice(s * columns, columns));
        }
        for (; r < rows; r++)
            for (var s = 0; s < count; s++)
                y[(s * rows) + r] = InOrder(a.Slice(r * columns, columns), x.Slice(s * columns, columns));
    }

    /// <summary>Σ aᵢbᵢ in the order of a tile: eight lanes, then the rest one by one.</summary>
    private static double InOrder(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        ref var pa = ref MemoryMarshal.GetReference(a);
        ref var pb = ref MemoryMarshal.GetReference(b);
        var lanes = Vector512<double>.Zero;
        nuint i = 0;
        var n = (nuint)a.Length;
        for (; i + 8 <= n; i += 8)
            lanes = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref pa, i), Vector512.LoadUnsafe(ref pb, i), lanes);
        var sum = Vector512.Sum(lanes);
        for (; i < n; i++)
            sum = Math.FusedMultiplyAdd(a[(int)i], b[(int)i], sum);
        return sum;
    }

    /// <summary>Σ aᵢbᵢ, always summed in the same order: TensorPrimitives.Dot begins where memory is aligned, and its last bits depend on where an array lies.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        ref var pa = ref MemoryMarshal.GetReference(a);
        ref var pb = ref MemoryMarshal.GetReference(b[..a.Length]);
        nuint i = 0;
        var n = (nuint)a.Length;
        var (s0, s1, s2, s3) = (Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero);
        if (Vector512.IsHardwareAccelerated)
        {
            var (w0, w1) = (Vector512<double>.Zero, Vector512<double>.Zero);
            for (; i + 16 <= n; i += 16)
            {
                w0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref pa, i), Vector512.LoadUnsafe(ref pb, i), w0);
                w1 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref pa, i + 8), Vector512.LoadUnsafe(ref pb, i + 8), w1);
            }
            (s0, s1, s2, s3) = (w0.GetLower(), w0.GetUpper(), w1.GetLower(), w1.GetUpper());
        }
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

    /// <summary>Four rows of A by four of X: sixteen sums in registers, eight loads for sixteen multiply-adds.</summary>
    private static void FourByFour(ref readonly double a, ref readonly double x, int columns, Span<double> tile)
    {
        ref var a0 = ref Unsafe.AsRef(in a);
        ref var x0 = ref Unsafe.AsRef(in x);
        var (c, c2, c3) = ((nuint)columns, 2 * (nuint)columns, 3 * (nuint)columns);
        Vector512<double> s00 = default, s01 = default, s02 = default, s03 = default, s10 = default, s11 = default, s12 = default, s13 = default;
        Vector512<double> s20 = default, s21 = default, s22 = default, s23 = default, s30 = default, s31 = default, s32 = default, s33 = default;
        nuint i = 0;
        for (; i + 8 <= c; i += 8)
        {
            var (v0, v1, v2, v3) = (Vector512.LoadUnsafe(ref x0, i), Vector512.LoadUnsafe(ref x0, c + i), Vector512.LoadUnsafe(ref x0, c2 + i), Vector512.LoadUnsafe(ref x0, c3 + i));
            var m = Vector512.LoadUnsafe(ref a0, i);
            s00 = Vector512.FusedMultiplyAdd(m, v0, s00);
            s01 = Vector512.FusedMultiplyAdd(m, v1, s01);
            s02 = Vector512.FusedMultiplyAdd(m, v2, s02);
            s03 = Vector512.FusedMultiplyAdd(m, v3, s03);
            m = Vector512.LoadUnsafe(ref a0, c + i);
            s10 = Vector512.FusedMultiplyAdd(m, v0, s10);
            s11 = Vector512.FusedMultiplyAdd(m, v1, s11);
            s12 = Vector512.FusedMultiplyAdd(m, v2, s12);
            s13 = Vector512.FusedMultiplyAdd(m, v3, s13);
            m = Vector512.LoadUnsafe(ref a0, c2 + i);
            s20 = Vector512.FusedMultiplyAdd(m, v0, s20);
            s21 = Vector512.FusedMultiplyAdd(m, v1, s21);
            s22 = Vector512.FusedMultiplyAdd(m, v2, s22);
            s23 = Vector512.FusedMultiplyAdd(m, v3, s23);
            m = Vector512.LoadUnsafe(ref a0, c3 + i);
            s30 = Vector512.FusedMultiplyAdd(m, v0, s30);
            s31 = Vector512.FusedMultiplyAdd(m, v1, s31);
            s32 = Vector512.FusedMultiplyAdd(m, v2, s32);
            s33 = Vector512.FusedMultiplyAdd(m, v3, s33);
        }
        (tile[0], tile[1], tile[2], tile[3]) = (Vector512.Sum(s00), Vector512.Sum(s01), Vector512.Sum(s02), Vector512.Sum(s03));
        (tile[4], tile[5], tile[6], tile[7]) = (Vector512.Sum(s10), Vector512.Sum(s11), Vector512.Sum(s12), Vector512.Sum(s13));
        (tile[8], tile[9], tile[10], tile[11]) = (Vector512.Sum(s20), Vector512.Sum(s21), Vector512.Sum(s22), Vector512.Sum(s23));
        (tile[12], tile[13], tile[14], tile[15]) = (Vector512.Sum(s30), Vector512.Sum(s31), Vector512.Sum(s32), Vector512.Sum(s33));
        for (; i < c; i++)
            for (var r = 0; r < 4; r++)
                for (var s = 0; s < 4; s++)
                    tile[(4 * r) + s] = Math.FusedMultiplyAdd(Unsafe.Add(ref a0, ((nuint)r * c) + i), Unsafe.Add(ref x0, ((nuint)s * c) + i), tile[(4 * r) + s]);
    }
}
