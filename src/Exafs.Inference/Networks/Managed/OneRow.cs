using System.Runtime.CompilerServices;

namespace Exafs.Inference.Networks.Managed;

/// <summary>One row by a matrix, four panels at a time: a single row is as fast as the weights come from memory.</summary>
internal static class OneRow<TVector, TLanes>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
{
    public static void Multiply(PackedMatrix matrix, ref float x, ref float y)
    {
        var panel = 2 * TLanes.Count;
        var column = 0;
        for (; column + (4 * panel) <= matrix.PaddedWidth; column += 4 * panel) Four(matrix.Terms, ref Weights(column), ref Bias(column), ref x, ref Unsafe.Add(ref y, column));
        for (; column < matrix.PaddedWidth; column += panel) One(matrix.Terms, ref Weights(column), ref Bias(column), ref x, ref Unsafe.Add(ref y, column));

        ref float Weights(int column) => ref Unsafe.Add(ref matrix.Weights.First, column * matrix.Terms);
        ref float Bias(int column) => ref Unsafe.Add(ref matrix.Bias.First, column);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Four(int terms, ref float w0, ref float bias, ref float x, ref float y)
    {
        var panel = (nuint)(terms * 2 * TLanes.Count);
        ref var w1 = ref Unsafe.Add(ref w0, panel);
        ref var w2 = ref Unsafe.Add(ref w1, panel);
        ref var w3 = ref Unsafe.Add(ref w2, panel);
        var lanes = (nuint)TLanes.Count;
        TVector a0 = TLanes.Load(ref bias, 0), b0 = TLanes.Load(ref bias, lanes);
        TVector a1 = TLanes.Load(ref bias, 2 * lanes), b1 = TLanes.Load(ref bias, 3 * lanes);
        TVector a2 = TLanes.Load(ref bias, 4 * lanes), b2 = TLanes.Load(ref bias, 5 * lanes);
        TVector a3 = TLanes.Load(ref bias, 6 * lanes), b3 = TLanes.Load(ref bias, 7 * lanes);
        nuint at = 0;
        for (nuint q = 0; q < (nuint)terms; q++, at += 2 * lanes)
        {
            var f = TLanes.Broadcast(Unsafe.Add(ref x, q));
            (a0, b0) = (TLanes.MultiplyAdd(f, TLanes.Load(ref w0, at), a0), TLanes.MultiplyAdd(f, TLanes.Load(ref w0, at + lanes), b0));
            (a1, b1) = (TLanes.MultiplyAdd(f, TLanes.Load(ref w1, at), a1), TLanes.MultiplyAdd(f, TLanes.Load(ref w1, at + lanes), b1));
            (a2, b2) = (TLanes.MultiplyAdd(f, TLanes.Load(ref w2, at), a2), TLanes.MultiplyAdd(f, TLanes.Load(ref w2, at + lanes), b2));
            (a3, b3) = (TLanes.MultiplyAdd(f, TLanes.Load(ref w3, at), a3), TLanes.MultiplyAdd(f, TLanes.Load(ref w3, at + lanes), b3));
        }

        TLanes.Store(a0, ref y, 0);
        TLanes.Store(b0, ref y, lanes);
        TLanes.Store(a1, ref y, 2 * lanes);
        TLanes.Store(b1, ref y, 3 * lanes);
        TLanes.Store(a2, ref y, 4 * lanes);
        TLanes.Store(b2, ref y, 5 * lanes);
        TLanes.Store(a3, ref y, 6 * lanes);
        TLanes.Store(b3, ref y, 7 * lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void One(int terms, ref float w0, ref float bias, ref float x, ref float y)
    {
        var lanes = (nuint)TLanes.Count;
        TVector a0 = TLanes.Load(ref bias, 0), b0 = TLanes.Load(ref bias, lanes);
        nuint at = 0;
        for (nuint q = 0; q < (nuint)terms; q++, at += 2 * lanes)
        {
            var f = TLanes.Broadcast(Unsafe.Add(ref x, q));
            (a0, b0) = (TLanes.MultiplyAdd(f, TLanes.Load(ref w0, at), a0), TLanes.MultiplyAdd(f, TLanes.Load(ref w0, at + lanes), b0));
        }

        TLanes.Store(a0, ref y, 0);
        TLanes.Store(b0, ref y, lanes);
    }
}
