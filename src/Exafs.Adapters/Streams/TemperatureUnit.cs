namespace Exafs.Adapters.Streams;

/// <summary>What a channel of temperature is given in.</summary>
public enum TemperatureUnit
{
    /// <summary>As the stream says; where it says nothing, kelvin.</summary>
    Auto,
    Kelvin,
    Celsius,
}
