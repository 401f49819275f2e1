using MathNet.Numerics.Integration;

namespace Exafs.Physics.Vibrations;

/// <summary>The temperature, K, at which classical atoms swing as far as quantum ones do at T: with their zero-point motion.</summary>
/// <remarks>A harmonic mode of frequency ω has ⟨x²⟩ = E/(m ω²), whatever makes its energy E; classically E = k T. So T_eff = E/k of a quantum oscillator.</remarks>
public static class EffectiveTemperature
{
    // Beyond, e^-t is below what a double resolves of the integral.
    private const double LongestDebyeRange = 60;

    /// <summary>One frequency: T_eff = (θ/2) coth(θ/2T). T → ∞: T; T → 0: θ/2.</summary>
    /// <param name="kelvin">T, K.</param>
    /// <param name="theta">Einstein temperature θ = ħω/k, K; of a pair of neighbours that of their distance (σ² of EXAFS).</param>
    public static double Einstein(double kelvin, double theta)
    {
        Check(kelvin, theta);
        return kelvin == 0 ? theta / 2 : theta / 2 / Math.Tanh(theta / (2 * kelvin));
    }

    /// <summary>Debye's spectrum: T_eff = 3θ/8 + T D₃(θ/T), the mean energy of a mode. T → ∞: T; T → 0: 3θ/8.</summary>
    /// <param name="kelvin">T, K.</param>
    /// <param name="theta">Debye temperature θ, K.</param>
    public static double Debye(double kelvin, double theta)
    {
        Check(kelvin, theta);
        if (kelvin == 0) return 3 * theta / 8;
        var x = theta / kelvin;
        var thermal = GaussLegendreRule.Integrate(static t => t < 1e-6 ? t * t : t * t * t / (Math.Exp(t) - 1), 0, Math.Min(x, LongestDebyeRange), 64);
        return (3 * theta / 8) + (kelvin * 3 * thermal / (x * x * x));
    }

    private static void Check(double kelvin, double theta)
    {
        if (!(kelvin >= 0)) throw new ArgumentOutOfRangeException(nameof(kelvin), kelvin, "a temperature is not negative");
        if (!(theta > 0)) throw new ArgumentOutOfRangeException(nameof(theta), theta, "a characteristic temperature is positive");
    }
}
