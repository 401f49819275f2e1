using System.Globalization;

namespace TorchSharp;

/// <summary>Scalars from numbers, and back.</summary>
public static class ScalarExtensionMethods
{
    public static Scalar ToScalar(this int value) => value;
    public static Scalar ToScalar(this long value) => value;
    public static Scalar ToScalar(this float value) => value;
    public static Scalar ToScalar(this double value) => value;
    public static Scalar ToScalar(this bool value) => value;

    public static float ToSingle(this Scalar value) => Convert.ToSingle(value.Value, CultureInfo.InvariantCulture);
    public static double ToDouble(this Scalar value) => Convert.ToDouble(value.Value, CultureInfo.InvariantCulture);
    public static int ToInt32(this Scalar value) => Convert.ToInt32(value.Value, CultureInfo.InvariantCulture);
    public static long ToInt64(this Scalar value) => Convert.ToInt64(value.Value, CultureInfo.InvariantCulture);
    public static bool ToBoolean(this Scalar value) => Convert.ToBoolean(value.Value, CultureInfo.InvariantCulture);
}
