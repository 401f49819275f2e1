using System.Collections.Immutable;

namespace Exafs.Adapters.Sniffing;

/// <summary>A channel that was seen to flow.</summary>
/// <param name="Name">The stream's own name.</param>
/// <param name="Unit">As the stream gives it.</param>
/// <param name="Type">Such as "float64".</param>
/// <param name="Shape">Of its last value, slowest dimension first; empty: single values.</param>
/// <param name="Least">Over all that was seen; null: no number.</param>
/// <param name="Largest">See <paramref name="Least"/>.</param>
/// <param name="Last">See <paramref name="Least"/>.</param>
/// <param name="Seen">Messages that carried it.</param>
/// <param name="Role">What it is taken for, as the configuration's key: "energy", "i0", "sample_temperature"...; null: kept beside.</param>
public sealed record SniffedChannel(string Name, string Unit, string Type, ImmutableArray<int> Shape, double? Least, double? Largest, double? Last, long Seen, string? Role);
