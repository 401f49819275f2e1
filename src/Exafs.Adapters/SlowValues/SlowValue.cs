namespace Exafs.Adapters.SlowValues;

/// <summary>What a series says of one time.</summary>
/// <param name="Value">In the unit of the series; null: it says nothing.</param>
/// <param name="Basis">What that rests on.</param>
/// <param name="Seconds">To the reading that is held, or that cannot be; of a gap and of interpolation how far the readings are apart.</param>
public readonly record struct SlowValue(double? Value, SlowBasis Basis, double Seconds);
