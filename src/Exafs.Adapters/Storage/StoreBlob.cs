using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Exafs.Adapters.Storage;

/// <summary>Arrays as the store keeps them: little-endian, float64 or float32.</summary>
internal static class StoreBlob
{
    public static byte[]? Doubles(ImmutableArray<double> values) =>
        values.IsEmpty ? null : MemoryMarshal.AsBytes(values.AsSpan()).ToArray();

    public static byte[]? Singles(ImmutableArray<double> values)
    {
        if (values.IsEmpty)
            return null;
        var bytes = new byte[values.Length * sizeof(float)];
        Span<float> singles = MemoryMarshal.Cast<byte, float>(bytes.AsSpan());
        for (int i = 0; i < values.Length; i++)
            singles[i] = (float)values[i];
        return bytes;
    }

    public static ImmutableArray<double> FromDoubles(byte[]? bytes) =>
        bytes is null ? [] : [.. MemoryMarshal.Cast<byte, double>(bytes.AsSpan())];

    public static ImmutableArray<double> FromSingles(byte[]? bytes)
    {
        if (bytes is null)
            return [];
        Span<float> singles = MemoryMarshal.Cast<byte, float>(bytes.AsSpan());
        var values = new double[singles.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = singles[i];
        return ImmutableCollectionsMarshal.AsImmutableArray(values);
    }
}
