namespace Exafs.Adapters;

/// <summary>The scale of thermometers.</summary>
internal static class Celsius
{
    /// <summary>0 °C in K.</summary>
    public const double Zero = 273.15;
}
