using System.Globalization;

namespace Exafs.Lab.Evaluate;

/// <summary>Where a value has to lie, in its own unit; ends belong to it.</summary>
public readonly record struct Bound(double Low, double High)
{
    public static Bound AtMost(double high) => new(double.NegativeInfinity, high);

    public static Bound AtLeast(double low) => new(low, double.PositiveInfinity);

    /// <summary>Not further from 0 than this.</summary>
    public static Bound Within(double most) => new(-most, most);

    /// <summary>What is no number lies nowhere.</summary>
    public bool Holds(double value) => value >= Low && value <= High;

    public override string ToString() => double.IsNegativeInfinity(Low) ? $"≤ {Text(High)}"
        : double.IsPositiveInfinity(High) ? $"≥ {Text(Low)}"
        : Low == -High ? $"± {Text(High)}"
        : $"{Text(Low)} to {Text(High)}";

    private static string Text(double value) => value.ToString("0.#####", CultureInfo.InvariantCulture);
}
