using System.Runtime.CompilerServices;

namespace Exafs.Inference.Networks.Managed;

/// <summary>Several rows by one panel: all their sums stay in registers while the panel is read once.</summary>
internal static class RowsByPanel<TVector, TLanes>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Four(int terms, ref float w, ref float bias, ref float x0, nuint xStride, ref float y0, nuint yStride)
    {
        ref var x1 = ref Unsafe.Add(ref x0, xStride);
        ref var x2 = ref Unsafe.Add(ref x1, xStride);
        ref var x3 = ref Unsafe.Add(ref x2, xStride);
        var lanes = (nuint)TLanes.Count;
        TVector a0 = TLanes.Load(ref bias, 0), b0 = TLanes.Load(ref bias, lanes);
        TVector a1 = a0, b1 = b0, a2 = a0, b2 = b0, a3 = a0, b3 = b0;
        nuint at = 0;
        for (nuint q = 0; q < (nuint)terms; q++, at += 2 * lanes)
        {
            var (low, high) = (TLanes.Load(ref w, at), TLanes.Load(ref w, at + lanes));
            var f0 = TLanes.Broadcast(Unsafe.Add(ref x0, q));
            (a0, b0) = (TLanes.MultiplyAdd(f0, low, a0), TLanes.MultiplyAdd(f0, high, b0));
            var f1 = TLanes.Broadcast(Unsafe.Add(ref x1, q));
            (a1, b1) = (TLanes.MultiplyAdd(f1, low, a1), TLanes.MultiplyAdd(f1, high, b1));
            var f2 = TLanes.Broadcast(Unsafe.Add(ref x2, q));
            (a2, b2) = (TLanes.MultiplyAdd(f2, low, a2), TLanes.MultiplyAdd(f2, high, b2));
            var f3 = TLanes.Broadcast(Unsafe.Add(ref x3, q));
            (a3, b3) = (TLanes.MultiplyAdd(f3, low, a3), TLanes.MultiplyAdd(f3, high, b3));
        }

        Store(a0, b0, ref y0, 0);
        Store(a1, b1, ref y0, yStride);
        Store(a2, b2, ref y0, 2 * yStride);
        Store(a3, b3, ref y0, 3 * yStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Eight(int terms, ref float w, ref float bias, ref float x0, nuint xStride, ref float y0, nuint yStride)
    {
        ref var x1 = ref Unsafe.Add(ref x0, xStride);
        ref var x2 = ref Unsafe.Add(ref x1, xStride);
        ref var x3 = ref Unsafe.Add(ref x2, xStride);
        ref var x4 = ref Unsafe.Add(ref x3, xStride);
        ref var x5 = ref Unsafe.Add(ref x4, xStride);
        ref var x6 = ref Unsafe.Add(ref x5, xStride);
        ref var x7 = ref Unsafe.Add(ref x6, xStride);
        var lanes = (nuint)TLanes.Count;
        TVector a0 = TLanes.Load(ref bias, 0), b0 = TLanes.Load(ref bias, lanes);
        TVector a1 = a0, b1 = b0, a2 = a0, b2 = b0, a3 = a0, b3 = b0, a4 = a0, b4 = b0, a5 = a0, b5 = b0, a6 = a0, b6 = b0, a7 = a0, b7 = b0;
        nuint at = 0;
        for (nuint q = 0; q < (nuint)terms; q++, at += 2 * lanes)
        {
            var (low, high) = (TLanes.Load(ref w, at), TLanes.Load(ref w, at + lanes));
            var f0 = TLanes.Broadcast(Unsafe.Add(ref x0, q));
            (a0, b0) = (TLanes.MultiplyAdd(f0, low, a0), TLanes.MultiplyAdd(f0, high, b0));
            var f1 = TLanes.Broadcast(Unsafe.Add(ref x1, q));
            (a1, b1) = (TLanes.MultiplyAdd(f1, low, a1), TLanes.MultiplyAdd(f1, high, b1));
            var f2 = TLanes.Broadcast(Unsafe.Add(ref x2, q));
            (a2, b2) = (TLanes.MultiplyAdd(f2, low, a2), TLanes.MultiplyAdd(f2, high, b2));
            var f3 = TLanes.Broadcast(Unsafe.Add(ref x3, q));
            (a3, b3) = (TLanes.MultiplyAdd(f3, low, a3), TLanes.MultiplyAdd(f3, high, b3));
            var f4 = TLanes.Broadcast(Unsafe.Add(ref x4, q));
            (a4, b4) = (TLanes.MultiplyAdd(f4, low, a4), TLanes.MultiplyAdd(f4, high, b4));
            var f5 = TLanes.Broadcast(Unsafe.Add(ref x5, q));
            (a5, b5) = (TLanes.MultiplyAdd(f5, low, a5), TLanes.MultiplyAdd(f5, high, b5));
            var f6 = TLanes.Broadcast(Unsafe.Add(ref x6, q));
            (a6, b6) = (TLanes.MultiplyAdd(f6, low, a6), TLanes.MultiplyAdd(f6, high, b6));
            var f7 = TLanes.Broadcast(Unsafe.Add(ref x7, q));
            (a7, b7) = (TLanes.MultiplyAdd(f7, low, a7), TLanes.MultiplyAdd(f7, high, b7));
        }

        Store(a0, b0, ref y0, 0);
        Store(a1, b1, ref y0, yStride);
        Store(a2, b2, ref y0, 2 * yStride);
        Store(a3, b3, ref y0, 3 * yStride);
        Store(a4, b4, ref y0, 4 * yStride);
        Store(a5, b5, ref y0, 5 * yStride);
        Store(a6, b6, ref y0, 6 * yStride);
        Store(a7, b7, ref y0, 7 * yStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TVector low, TVector high, ref float y, nuint offset)
    {
        TLanes.Store(low, ref y, offset);
        TLanes.Store(high, ref y, offset + (nuint)TLanes.Count);
    }
}
