namespace Exafs.Adapters.SlowValues;

/// <summary>One reading of a channel that changes slowly.</summary>
/// <param name="Name">Without the unit, such as "sample_temperature".</param>
/// <param name="Unit">As the sender gives it, such as "kelvin"; empty where it does not.</param>
/// <param name="Value">In that unit.</param>
/// <param name="Time">When it was taken, s since 1970-01-01 UTC; null: when it came.</param>
public readonly record struct SlowReading(string Name, string Unit, double Value, double? Time)
{
    private static readonly string[] s_units =
    [
        "kelvin", "celsius", "degc", "degC", "watt", "milliwatt", "kilowatt", "volt", "millivolt", "ampere", "milliampere", "ohm", "pascal", "kilopascal", "bar", "millibar", "newton", "gram",
        "percent", "ppm", "hertz", "second", "seconds", "minute", "minutes", "degree", "meter", "millimeter", "micrometer", "tesla", "ev", "kev", "counts",
        "kelvin_per_second", "kelvin_per_minute", "celsius_per_minute", "milliliter_per_minute",
    ];

    /// <summary>A reading under a name that may end in its unit: "heater_watt" is the heater, in watt.</summary>
    public static SlowReading Of(string key, string unit, double value, double? time)
    {
        if (unit.Length > 0)
            return new(key, unit, value, time);
        string ending = "";
        foreach (string one in s_units)
        {
            if (one.Length > ending.Length && key.Length > one.Length + 1 && key[^(one.Length + 1)] == '_' && key.EndsWith(one, StringComparison.Ordinal))
                ending = one;
        }

        return ending.Length == 0 ? new(key, "", value, time) : new(key[..^(ending.Length + 1)], ending, value, time);
    }
}
