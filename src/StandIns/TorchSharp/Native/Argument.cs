using static TorchSharp.torch;

namespace TorchSharp.Native;

/// <summary>One argument of an operator, of any of the types that operators take.</summary>
internal readonly struct Argument
{
    private Argument(ValueKind kind, object? reference = null, long integer = 0, double real = 0)
    {
        Kind = kind;
        Reference = reference;
        Integer = integer;
        Real = real;
    }

    public ValueKind Kind { get; }
    public object? Reference { get; }
    public long Integer { get; }
    public double Real { get; }

    /// <summary>What the operator's schema says when nothing is given.</summary>
    public static Argument Default => new(ValueKind.Default);

    public static Argument None => default;

    public static implicit operator Argument(Tensor? value) => value is null ? None : new(ValueKind.Tensor, value);
    public static implicit operator Argument(long value) => new(ValueKind.Int, integer: value);
    public static implicit operator Argument(long? value) => value is { } number ? number : None;
    public static implicit operator Argument(double value) => new(ValueKind.Double, real: value);
    public static implicit operator Argument(bool value) => new(ValueKind.Bool, integer: value ? 1 : 0);
    public static implicit operator Argument(string value) => new(ValueKind.Text, value);
    public static implicit operator Argument(long[] value) => new(ValueKind.Ints, value);
    public static implicit operator Argument(Tensor[] value) => new(ValueKind.Tensors, value);
    public static implicit operator Argument(Device? value) => value is null ? None : new(ValueKind.Device, value.ToString());
    public static implicit operator Argument(ScalarType value) => (long)value;
    public static implicit operator Argument(ScalarType? value) => value is { } type ? (long)type : None;

    public static implicit operator Argument(Scalar? value) => value?.Value switch
    {
        null => None,
        long number => number,
        bool truth => truth,
        double number => number,
        var other => throw new InvalidOperationException($"a {other.GetType()} is no scalar"),
    };
}
