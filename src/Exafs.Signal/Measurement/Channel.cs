using System.Collections.Immutable;

namespace Exafs.Signal;

/// <summary>A named series of readings with its unit: [n], or a single one for the whole scan.</summary>
/// <param name="Name">Name without the unit, such as "sample_heater_power".</param>
/// <param name="Unit">Unit as the source gives it, such as "watt"; empty for a pure number.</param>
/// <param name="Values">[n] or [1].</param>
public sealed record Channel(string Name, string Unit, ImmutableArray<double> Values);
