namespace TorchSharp;

/// <summary>One number where an operator takes a number or a tensor. Whole numbers stay whole.</summary>
public sealed class Scalar : IDisposable
{
    private Scalar(object value) => Value = value;

    internal object Value { get; }

    public static implicit operator Scalar(byte value) => new((long)value);
    public static implicit operator Scalar(sbyte value) => new((long)value);
    public static implicit operator Scalar(short value) => new((long)value);
    public static implicit operator Scalar(int value) => new((long)value);
    public static implicit operator Scalar(long value) => new(value);
    public static implicit operator Scalar(float value) => new((double)value);
    public static implicit operator Scalar(double value) => new(value);
    public static implicit operator Scalar(bool value) => new(value);

    /// <summary>Nothing native is held; the package's one does, and is disposable.</summary>
    public void Dispose() => GC.SuppressFinalize(this);
}
