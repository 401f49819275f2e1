using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Exafs.Physics.Libraries;

/// <summary>An array with a name: numbers of one type, the last index fastest, as their bytes.</summary>
/// <param name="Name">Any text but "__metadata__".</param>
/// <param name="Type">What its numbers are.</param>
/// <param name="Shape">How many along each index; empty for one number alone.</param>
/// <param name="Data">The numbers, little-endian.</param>
public sealed record StoredTensor(string Name, TensorType Type, ImmutableArray<int> Shape, ImmutableArray<byte> Data)
{
    public int Count => Shape.Aggregate(1, (product, n) => product * n);

    /// <summary>Rounded to float32.</summary>
    public static StoredTensor Floats(string name, ReadOnlySpan<double> values, params ReadOnlySpan<int> shape) =>
        Of<float>(name, TensorType.F32, Rounded(values, v => (float)v), shape);

    public static StoredTensor Floats(string name, ReadOnlySpan<float> values, params ReadOnlySpan<int> shape) => Of(name, TensorType.F32, values, shape);

    /// <summary>Rounded to float16: 11 bits of mantissa, 6e-8 to 65504.</summary>
    public static StoredTensor Halves(string name, ReadOnlySpan<double> values, params ReadOnlySpan<int> shape) =>
        Of<Half>(name, TensorType.F16, Rounded(values, v => (Half)v), shape);

    public static StoredTensor Doubles(string name, ReadOnlySpan<double> values, params ReadOnlySpan<int> shape) => Of(name, TensorType.F64, values, shape);

    public static StoredTensor Ints(string name, ReadOnlySpan<int> values, params ReadOnlySpan<int> shape) => Of(name, TensorType.I32, values, shape);

    public static StoredTensor Longs(string name, ReadOnlySpan<long> values, params ReadOnlySpan<int> shape) => Of(name, TensorType.I64, values, shape);

    public static StoredTensor Bytes(string name, ReadOnlySpan<byte> values, params ReadOnlySpan<int> shape) => Of(name, TensorType.U8, values, shape);

    /// <summary>Its numbers, without a copy.</summary>
    /// <exception cref="InvalidDataException">They are of another type.</exception>
    public ReadOnlySpan<T> As<T>()
        where T : unmanaged => typeof(T) == ClrType(Type)
            ? MemoryMarshal.Cast<byte, T>(Data.AsSpan())
            : throw new InvalidDataException($"tensor {Name} holds {Type}, not {typeof(T).Name}");

    /// <summary>Its numbers, whatever their type.</summary>
    public double[] ToDoubles() => Type switch
    {
        TensorType.F16 => Array.ConvertAll(As<Half>().ToArray(), v => (double)v),
        TensorType.F32 => Array.ConvertAll(As<float>().ToArray(), v => (double)v),
        TensorType.F64 => As<double>().ToArray(),
        TensorType.I32 => Array.ConvertAll(As<int>().ToArray(), v => (double)v),
        TensorType.I64 => Array.ConvertAll(As<long>().ToArray(), v => (double)v),
        _ => Array.ConvertAll(As<byte>().ToArray(), v => (double)v),
    };

    /// <summary>The same tensor, once its shape is found to be this one.</summary>
    /// <exception cref="InvalidDataException">It is another one.</exception>
    public StoredTensor Shaped(params ReadOnlySpan<int> shape) => Shape.AsSpan().SequenceEqual(shape)
        ? this
        : throw new InvalidDataException($"tensor {Name} has the shape [{string.Join(", ", Shape)}], not [{string.Join(", ", shape.ToArray())}]");

    internal static int BytesOf(TensorType type) => type switch
    {
        TensorType.F64 or TensorType.I64 => 8,
        TensorType.F32 or TensorType.I32 => 4,
        TensorType.F16 => 2,
        _ => 1,
    };

    private static Type ClrType(TensorType type) => type switch
    {
        TensorType.F16 => typeof(Half),
        TensorType.F32 => typeof(float),
        TensorType.F64 => typeof(double),
        TensorType.I32 => typeof(int),
        TensorType.I64 => typeof(long),
        _ => typeof(byte),
    };

    private static T[] Rounded<T>(ReadOnlySpan<double> values, Func<double, T> round)
    {
        var rounded = new T[values.Length];
        for (var i = 0; i < rounded.Length; i++) rounded[i] = round(values[i]);
        return rounded;
    }

    private static StoredTensor Of<T>(string name, TensorType type, ReadOnlySpan<T> values, ReadOnlySpan<int> shape)
        where T : unmanaged
    {
        var tensor = new StoredTensor(name, type, [.. shape], [.. MemoryMarshal.AsBytes(values)]);
        return tensor.Count == values.Length
            ? tensor
            : throw new ArgumentException($"tensor {name}: {values.Length} numbers do not fill the shape [{string.Join(", ", shape.ToArray())}]");
    }
}
