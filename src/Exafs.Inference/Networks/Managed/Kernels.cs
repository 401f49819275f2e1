using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Exafs.Inference.Networks.Managed;

/// <summary>Products blocked for registers, and what lies between them; one thread, nothing allocated.</summary>
/// <remarks>Each sum has one accumulator and one order of its terms, however many rows are multiplied at once: a spectrum gives the same bits alone and in any batch.</remarks>
internal sealed class Kernels<TVector, TLanes> : IKernels
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
{
    public int Panel => 2 * TLanes.Count;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Multiply(PackedMatrix matrix, ref float x, int xStride, int rows, ref float y, int yStride)
    {
        if (rows < 4)
        {
            for (var row = 0; row < rows; row++) OneRow<TVector, TLanes>.Multiply(matrix, ref Unsafe.Add(ref x, row * xStride), ref Unsafe.Add(ref y, row * yStride));
            return;
        }

        // A last group that is not full goes back over rows already done and finds the same again.
        for (var column = 0; column < matrix.PaddedWidth; column += Panel)
        {
            ref var w = ref Unsafe.Add(ref matrix.Weights.First, column * matrix.Terms);
            ref var bias = ref Unsafe.Add(ref matrix.Bias.First, column);
            for (var row = 0; row < rows;)
            {
                var height = TLanes.HasManyRegisters && rows >= 8 && rows - row > 4 ? 8 : 4;
                var from = Math.Min(row, rows - height);
                ref var x0 = ref Unsafe.Add(ref x, from * xStride);
                ref var y0 = ref Unsafe.Add(ref y, (from * yStride) + column);
                if (height == 8) RowsByPanel<TVector, TLanes>.Eight(matrix.Terms, ref w, ref bias, ref x0, (nuint)xStride, ref y0, (nuint)yStride);
                else RowsByPanel<TVector, TLanes>.Four(matrix.Terms, ref w, ref bias, ref x0, (nuint)xStride, ref y0, (nuint)yStride);
                row = from + height;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Activate(Activation activation, ReadOnlySpan<float> x, Span<float> y)
    {
        ref var px = ref MemoryMarshal.GetReference(x);
        ref var py = ref MemoryMarshal.GetReference(y[..x.Length]);
        var (n, step) = ((nuint)x.Length, (nuint)TLanes.Count);
        switch (activation)
        {
            case Activation.Silu:
                for (nuint i = 0; i < n; i += step) TLanes.Store(Silu(TLanes.Load(ref px, i)), ref py, i);
                break;
            case Activation.Gelu:
                for (nuint i = 0; i < n; i += step) TLanes.Store(Gelu(TLanes.Load(ref px, i)), ref py, i);
                break;
            default:
                var zero = TLanes.Broadcast(0);
                for (nuint i = 0; i < n; i += step) TLanes.Store(TLanes.Max(TLanes.Load(ref px, i), zero), ref py, i);
                break;
        }
    }

    public void Add(ReadOnlySpan<float> x, Span<float> y)
    {
        ref var px = ref MemoryMarshal.GetReference(x);
        ref var py = ref MemoryMarshal.GetReference(y[..x.Length]);
        for (nuint i = 0; i < (nuint)x.Length; i += (nuint)TLanes.Count) TLanes.Store(TLanes.Add(TLanes.Load(ref px, i), TLanes.Load(ref py, i)), ref py, i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Normalize(ReadOnlySpan<float> x, int count, ReadOnlySpan<float> gain, ReadOnlySpan<float> offset, Span<float> y)
    {
        ref var px = ref MemoryMarshal.GetReference(x);
        ref var py = ref MemoryMarshal.GetReference(y[..x.Length]);
        ref var pg = ref MemoryMarshal.GetReference(gain[..x.Length]);
        ref var po = ref MemoryMarshal.GetReference(offset[..x.Length]);
        var (n, step) = ((nuint)x.Length, (nuint)TLanes.Count);
        var sum = TLanes.Broadcast(0);
        for (nuint i = 0; i < n; i += step) sum = TLanes.Add(sum, TLanes.Load(ref px, i));
        var mean = TLanes.Sum(sum) / count;
        var minusMean = TLanes.Broadcast(-mean);
        sum = TLanes.Broadcast(0);
        for (nuint i = 0; i < n; i += step)
        {
            var d = TLanes.Add(TLanes.Load(ref px, i), minusMean);
            sum = TLanes.MultiplyAdd(d, d, sum);
        }

        // Each of the zeros that fill the row up has added mean².
        var variance = (TLanes.Sum(sum) - ((x.Length - count) * mean * mean)) / count;
        var scale = TLanes.Broadcast(1 / MathF.Sqrt(MathF.Max(variance, 0) + 1e-5f));
        for (nuint i = 0; i < n; i += step)
        {
            var d = TLanes.Multiply(TLanes.Add(TLanes.Load(ref px, i), minusMean), scale);
            TLanes.Store(TLanes.MultiplyAdd(d, TLanes.Load(ref pg, i), TLanes.Load(ref po, i)), ref py, i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Silu(TVector x)
    {
        var one = TLanes.Broadcast(1);
        return TLanes.Divide(x, TLanes.Add(one, TLanes.Exp(TLanes.Multiply(x, TLanes.Broadcast(-1)))));
    }

    /// <summary>x·Φ(x) = max(x, 0) − |x|·erfc(|x|/√2)/2, erfc to 1.5e-7 by formula 7.1.26 of Abramowitz and Stegun.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Gelu(TVector x)
    {
        var size = TLanes.Abs(x);
        var z = TLanes.Multiply(size, TLanes.Broadcast(0.70710678118654752f));
        var one = TLanes.Broadcast(1);
        var t = TLanes.Divide(one, TLanes.MultiplyAdd(z, TLanes.Broadcast(0.3275911f), one));
        var p = TLanes.MultiplyAdd(t, TLanes.Broadcast(1.061405429f), TLanes.Broadcast(-1.453152027f));
        p = TLanes.MultiplyAdd(t, p, TLanes.Broadcast(1.421413741f));
        p = TLanes.MultiplyAdd(t, p, TLanes.Broadcast(-0.284496736f));
        p = TLanes.Multiply(t, TLanes.MultiplyAdd(t, p, TLanes.Broadcast(0.254829592f)));
        var erfc = TLanes.Multiply(p, TLanes.Exp(TLanes.Multiply(TLanes.Multiply(z, z), TLanes.Broadcast(-1))));
        return TLanes.MultiplyAdd(TLanes.Multiply(size, TLanes.Broadcast(-0.5f)), erfc, TLanes.Max(x, TLanes.Broadcast(0)));
    }
}
