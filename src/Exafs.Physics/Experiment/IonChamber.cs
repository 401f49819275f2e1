namespace Exafs.Physics.Experiment;

/// <summary>An ion chamber with its current amplifier and its voltage-to-frequency converter.</summary>
public sealed record IonChamber
{
    /// <summary>e, C.</summary>
    private const double ElementaryCharge = 1.602176634e-19;

    /// <summary>Part of the photons that the gas absorbs at the edge, 0 to 1; beyond it falls as the gas's µ, E⁻³.</summary>
    public required double Absorbed { get; init; }

    /// <summary>W, eV per ion pair; 34.8 nitrogen, 26.4 argon, 41.3 helium (ICRU Report 31, 1979).</summary>
    public double PairEnergy { get; init; } = 34.8;

    /// <summary>V/A.</summary>
    public double Gain { get; init; } = 5e6;

    /// <summary>Counts per second and volt.</summary>
    public double CountsPerVolt { get; init; } = 1e6;

    /// <summary>Dark current and amplifier offset that are left after the beamline's own subtraction, V.</summary>
    public double Offset { get; init; }

    /// <summary>Noise of the amplifier, V/√Hz.</summary>
    public double Noise { get; init; } = 1e-5;

    /// <summary>The amplifier saturates at this, V.</summary>
    public double FullScale { get; init; } = 10;

    /// <summary>Counts per absorbed photon.</summary>
    /// <param name="energy">eV.</param>
    public double CountsPerPhoton(double energy) => energy / PairEnergy * ElementaryCharge * Gain * CountsPerVolt;

    /// <summary>Part of the photons absorbed at an energy relative to the edge's.</summary>
    internal double AbsorbedAt(double relativeEnergy) => 1 - Math.Pow(1 - Absorbed, Math.Pow(relativeEnergy, -3));

    /// <summary>Counts of one reading.</summary>
    /// <param name="photons">Absorbed in the time of the reading, on average.</param>
    /// <param name="energy">eV.</param>
    /// <param name="dwell">s.</param>
    /// <param name="noise">Null: none. Photons absorbed in one chamber and those in the next are independent (a Poisson process thinned).</param>
    internal double Read(double photons, double energy, double dwell, RandomStream? noise)
    {
        var signal = (noise?.Poisson(photons) ?? photons) * CountsPerPhoton(energy);
        var amplifier = (Offset + (Noise / Math.Sqrt(2 * dwell) * (noise?.Normal() ?? 0))) * CountsPerVolt * dwell;
        return Math.Min(signal + amplifier, FullScale * CountsPerVolt * dwell);
    }
}
