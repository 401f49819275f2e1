using System.Collections.Immutable;

namespace Exafs.Adapters.Streams;

/// <summary>One channel of one message as its stream gives it.</summary>
/// <param name="Name">The stream's own name.</param>
/// <param name="Unit">As the stream gives it; empty where it does not.</param>
/// <param name="Type">Such as "float64", "int32" or "string".</param>
/// <param name="Shape">Slowest dimension first; empty: a single value.</param>
/// <param name="Least">Of its values; NaN where they are no numbers. A single value is all three of these.</param>
/// <param name="Largest">See <paramref name="Least"/>.</param>
/// <param name="Last">See <paramref name="Least"/>.</param>
/// <param name="Time">When the (last) value was taken, s since 1970-01-01 UTC; null: the stream does not say.</param>
public sealed record StreamReading(string Name, string Unit, string Type, ImmutableArray<int> Shape, double Least, double Largest, double Last, double? Time);
