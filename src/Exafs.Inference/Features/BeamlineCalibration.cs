using System.Text.Json.Serialization;

namespace Exafs.Inference.Features;

/// <summary>What a foil of known structure tells about a beam time, once: where k = 0 of the theory lies, and how much of its amplitude is measured.</summary>
public sealed record BeamlineCalibration
{
    /// <summary>The absorption that χ rides on falls as E to the minus this, in the first 1000 eV beyond the K edges of the 3d metals (Elam et al. 2002: 2.3 to 2.6).</summary>
    public const double AtomicExponent = 2.6;

    /// <summary>By how much the theory's k = 0 lies above the E0 of the reduction, eV.</summary>
    [JsonPropertyName("delta_e0_ev")]
    public required double DeltaE0 { get; init; }

    /// <summary>Standard error of <see cref="DeltaE0"/>, eV.</summary>
    [JsonPropertyName("delta_e0_sigma_ev")]
    public double DeltaE0Sigma { get; init; }

    /// <summary>Passive reduction of the amplitude, S0².</summary>
    [JsonPropertyName("s02")]
    public required double S02 { get; init; }

    /// <summary>Standard error of <see cref="S02"/>.</summary>
    [JsonPropertyName("s02_sigma")]
    public double S02Sigma { get; init; }

    /// <summary>Of metal foils at one beamline or another, and how far these differ.</summary>
    public static BeamlineCalibration Typical { get; } = new() { DeltaE0 = 8, DeltaE0Sigma = 1.5, S02 = 0.8, S02Sigma = 0.08 };
}
