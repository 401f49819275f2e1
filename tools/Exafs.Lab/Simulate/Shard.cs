using System.Globalization;

namespace Exafs.Lab.Simulate;

/// <summary>Share <paramref name="Number"/> of <paramref name="Count"/>, from 1.</summary>
public readonly record struct Shard(int Number, int Count)
{
    public static Shard Whole { get; } = new(1, 1);

    /// <summary>Every so many items belong to it.</summary>
    public IEnumerable<T> Of<T>(IEnumerable<T> items)
    {
        var (number, count) = (Number, Count);
        return items.Where((_, index) => index % count == number - 1);
    }

    /// <summary>Reads "3/8".</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static Shard Parse(string text) =>
        text.Split('/') is [var first, var second]
        && int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && int.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        && number >= 1 && number <= count
            ? new(number, count)
            : throw new UsageException($"--shard: {text} is not such as 3/8: the third of eight shares");

    public override string ToString() => $"{Number}/{Count}";
}
