namespace Exafs.Physics.Vibrations;

/// <summary>The mean square relative displacement σ² of two atoms bound by one spring.</summary>
public static class EinsteinSpread
{
    // ħ²/(k · 1 g/mol), Å² K, of the constants of CODATA 2018.
    private const double PerGram = 48.50873;

    /// <summary>σ² = ħ²/(2 µ k θ) coth(θ/2T), Å²: zero-point motion included.</summary>
    /// <param name="kelvin">T, K.</param>
    /// <param name="theta">Einstein temperature θ of the pair, K.</param>
    /// <param name="reducedMass">µ = m₁ m₂/(m₁ + m₂), g/mol.</param>
    public static double Sigma2(double kelvin, double theta, double reducedMass) =>
        PerGram / (reducedMass * theta * theta) * EffectiveTemperature.Einstein(kelvin, theta);
}
