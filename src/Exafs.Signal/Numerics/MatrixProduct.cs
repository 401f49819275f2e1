using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Exafs.Signal;

/// <summary>Products with a fixed small matrix, blocked for registers; one thread.</summary>
/// <remarks>Every sum has one order of its terms, whatever the batch and wherever arrays lie in memory: the same scan gives the same bits.</remarks>
internal static class MatrixProduct
{
    private const int Lanes = 4;

    /// <summary>Y = X·B: each row of X gives Σ x[q]·B[q, :], the terms in the order of q.</summary>
    /// <param name="b">Matrix [terms × width], row after row.</param>
    /// <param name="width">Length of a row of B and of Y.</param>
    /// <param name="x">Batch [count × terms].</param>
    /// <param name="y">Result [count × width].</param>
    public static void Multiply(ReadOnlySpan<double> b, int width, ReadOnlySpan<double> x, Span<double> y)
    {
        var terms = b.Length / width;
        var count = y.Length / width;
        if (b.Length != terms * width || y.Length != count * width || x.Length != count * terms)
            throw new ArgumentException("shapes do not agree");

        var row = 0;
        for (; row + 4 <= count; row += 4)
            FourRows(b, width, terms, x.Slice(row * terms, 4 * terms), y.Slice(row * width, 4 * width));
        for (; row < count; row++)
            OneRow(b, width, terms, x.Slice(row * terms, terms), y.Slice(row * width, width));
    }

    /// <summary>Σ aᵢbᵢ.</summary>
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
        for (; i + Lanes <= n; i += Lanes)
            s0 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref pa, i), Vector256.LoadUnsafe(ref pb, i), s0);
        var sum = Vector256.Sum((s0 + s1) + (s2 + s3));
        for (; i < n; i++)
            sum += a[(int)i] * b[(int)i];
        return sum;
    }

    /// <summary>y ← y + factor·x.</summary>
    public static void AddScaled(double factor, ReadOnlySpan<double> x, Span<double> y)
    {
        ref var px = ref MemoryMarshal.GetReference(x);
        ref var py = ref MemoryMarshal.GetReference(y[..x.Length]);
        var f = Vector256.Create(factor);
        nuint i = 0;
        var n = (nuint)x.Length;
        for (; i + Lanes <= n; i += Lanes)
            Vector256.FusedMultiplyAdd(f, Vector256.LoadUnsafe(ref px, i), Vector256.LoadUnsafe(ref py, i)).StoreUnsafe(ref py, i);
        for (; i < n; i++)
            y[(int)i] = Math.FusedMultiplyAdd(factor, x[(int)i], y[(int)i]);
    }

    /// <summary>Four rows of X by eight columns of B at a time: eight sums in registers.</summary>
    private static void FourRows(ReadOnlySpan<double> b, int width, int terms, ReadOnlySpan<double> x, Span<double> y)
    {
        ref var b0 = ref MemoryMarshal.GetReference(b);
        ref var x0 = ref MemoryMarshal.GetReference(x);
        ref var x1 = ref Unsafe.Add(ref x0, terms);
        ref var x2 = ref Unsafe.Add(ref x1, terms);
        ref var x3 = ref Unsafe.Add(ref x2, terms);
        ref var y0 = ref MemoryMarshal.GetReference(y);
        var (w, n) = ((nuint)width, (nuint)terms);
        nuint c = 0;
        for (; c + (2 * Lanes) <= w; c += 2 * Lanes)
        {
            Vector256<double> s00 = default, s01 = default, s10 = default, s11 = default, s20 = default, s21 = default, s30 = default, s31 = default;
            var at = c;
            for (nuint q = 0; q < n; q++, at += w)
            {
                var (low, high) = (Vector256.LoadUnsafe(ref b0, at), Vector256.LoadUnsafe(ref b0, at + Lanes));
                var f = Vector256.Create(Unsafe.Add(ref x0, q));
                (s00, s01) = (Vector256.FusedMultiplyAdd(f, low, s00), Vector256.FusedMultiplyAdd(f, high, s01));
                f = Vector256.Create(Unsafe.Add(ref x1, q));
                (s10, s11) = (Vector256.FusedMultiplyAdd(f, low, s10), Vector256.FusedMultiplyAdd(f, high, s11));
                f = Vector256.Create(Unsafe.Add(ref x2, q));
                (s20, s21) = (Vector256.FusedMultiplyAdd(f, low, s20), Vector256.FusedMultiplyAdd(f, high, s21));
                f = Vector256.Create(Unsafe.Add(ref x3, q));
                (s30, s31) = (Vector256.FusedMultiplyAdd(f, low, s30), Vector256.FusedMultiplyAdd(f, high, s31));
            }
            s00.StoreUnsafe(ref y0, c);
            s01.StoreUnsafe(ref y0, c + Lanes);
            s10.StoreUnsafe(ref y0, w + c);
            s11.StoreUnsafe(ref y0, w + c + Lanes);
            s20.StoreUnsafe(ref y0, (2 * w) + c);
            s21.StoreUnsafe(ref y0, (2 * w) + c + Lanes);
            s30.StoreUnsafe(ref y0, (3 * w) + c);
            s31.StoreUnsafe(ref y0, (3 * w) + c + Lanes);
        }
        if (c < w)
            for (var r = 0; r < 4; r++)
                Rest(b, width, terms, x.Slice(r * terms, terms), y.Slice(r * width, width), (int)c);
    }

    /// <summary>One row of X by thirty-two columns of B at a time, then by four.</summary>
    private static void OneRow(ReadOnlySpan<double> b, int width, int terms, ReadOnlySpan<double> x, Span<double> y)
    {
        ref var b0 = ref MemoryMarshal.GetReference(b);
        ref var y0 = ref MemoryMarshal.GetReference(y);
        var w = (nuint)width;
        nuint c = 0;
        for (; c + (8 * Lanes) <= w; c += 8 * Lanes)
        {
            Vector256<double> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
            var at = c;
            for (var q = 0; q < x.Length; q++, at += w)
            {
                var f = Vector256.Create(x[q]);
                s0 = Vector256.FusedMultiplyAdd(f, Vector256.LoadUnsafe(ref b0, at), s0);
                s1 = Vector256.FusedMultiplyAdd(f, Vector256.LoadUnsafe(ref b0, at + Lanes), s1);
                s2 = Vector256.FusedMultiplyAdd(f, Vector256.LoadUnsafe(ref b0, at + (2 * Lanes)), s2);
                s3 = Vector256.FusedMultiplyAdd(f, Vector256.LoadUnsafe(ref b0, at + (3 * Lanes)), s3);
                s4 = Vector256.FusedMultiplyAdd(f, Vector256.LoadUnsafe(ref b0, at + (4 * Lanes)), s4);
                s5 = Vector256.FusedMultiplyAdd(f, Vector256.LoadUnsafe(ref b0, at + (5 * Lanes)), s5);
                s6 = Vector256.FusedMultiplyAdd(f, Vector256.LoadUnsafe(ref b0, at + (6 * Lanes)), s6);
                s7 = Vector256.FusedMultiplyAdd(f, Vector256.LoadUnsafe(ref b0, at + (7 * Lanes)), s7);
            }
            s0.StoreUnsafe(ref y0, c);
            s1.StoreUnsafe(ref y0, c + Lanes);
            s2.StoreUnsafe(ref y0, c + (2 * Lanes));
            s3.StoreUnsafe(ref y0, c + (3 * Lanes));
            s4.StoreUnsafe(ref y0, c + (4 * Lanes));
            s5.StoreUnsafe(ref y0, c + (5 * Lanes));
            s6.StoreUnsafe(ref y0, c + (6 * Lanes));
            s7.StoreUnsafe(ref y0, c + (7 * Lanes));
        }
        for (; c + Lanes <= w; c += Lanes)
        {
            var s = Vector256<double>.Zero;
            var at = c;
            for (var q = 0; q < x.Length; q++, at += w)
                s = Vector256.FusedMultiplyAdd(Vector256.Create(x[q]), Vector256.LoadUnsafe(ref b0, at), s);
            s.StoreUnsafe(ref y0, c);
        }
        if (c < w)
            Rest(b, width, terms, x, y, (int)c);
    }

    private static void Rest(ReadOnlySpan<double> b, int width, int terms, ReadOnlySpan<double> x, Span<double> y, int from)
    {
        for (var c = from; c < width; c++)
        {
            var sum = 0.0;
            for (var q = 0; q < terms; q++)
                sum = Math.FusedMultiplyAdd(x[q], b[(q * width) + c], sum);
            y[c] = sum;
        }
    }
}
