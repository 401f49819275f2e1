using Exafs.Physics.Vibrations;

namespace Exafs.Pipeline.Changes;

/// <summary>What a feature is linear in while the structure stays: σ² in the mean energy of an oscillator (Einstein), the others in temperature; without one, in the number of the scan.</summary>
internal static class ThermalScale
{
    public static double Of(string feature, double kelvin, int number, double einsteinKelvin) =>
        !(kelvin >= 0) ? number
        : feature.StartsWith("sigma2", StringComparison.Ordinal) ? EffectiveTemperature.Einstein(kelvin, einsteinKelvin)
        : kelvin;
}
