using Exafs.Physics.Vibrations;

namespace Exafs.Pipeline.Changes;

/// <summary>What a feature is linear in while the structure stays: σ² in the mean energy of an oscillator (Einstein), the others in temperature.</summary>
internal static class ThermalScale
{
    /// <summary>NaN where there is no temperature.</summary>
    public static double Of(string feature, double kelvin, double einsteinKelvin) =>
        !(kelvin >= 0) ? double.NaN
        : feature.StartsWith("sigma2", StringComparison.Ordinal) ? EffectiveTemperature.Einstein(kelvin, einsteinKelvin)
        : kelvin;
}
