using System.Collections.Immutable;

namespace Exafs.Physics.Experiment;

/// <summary>What of a sample (or foil) stays the same from scan to scan; the defaults are an iron foil of 4 µm.</summary>
public sealed record SampleModel
{
    /// <summary>The run that its scans belong to.</summary>
    public string Name { get; init; } = "iron foil";

    public AbsorptionEdge Edge { get; init; } = AbsorptionEdge.Iron;

    /// <summary>Δµ·t at E0, above 0.</summary>
    public double EdgeStep { get; init; } = 1.2;

    /// <summary>µ·t of all other absorption at E0: other shells, other elements, windows.</summary>
    public double Background { get; init; } = 0.3;

    /// <summary>The other absorption falls as E to the minus this; 2.78 to 2.83 below the K edges of the 3d metals (Elam et al. 2002).</summary>
    public double BackgroundExponent { get; init; } = 2.8;

    /// <summary>
    /// The edge's own absorption falls as E to the minus this; in the first 1000 eV beyond the K edges of the 3d metals 2.3 to 2.6 in the
    /// tables of Elam et al. (2002), 2.7 to 3.0 in those of Chantler (2000).
    /// </summary>
    /// <remarks>χ rides on it, and a reduction that divides by the edge step at E0 sees χ fall with it ("McMaster correction").</remarks>
    public double AtomicExponent { get; init; } = 2.6;

    /// <summary>Pre-edge peaks and white lines.</summary>
    public ImmutableArray<EdgePeak> Peaks { get; init; } = [];

    /// <summary>Up to this k there is no fine structure, Å⁻¹: a path expansion means nothing there.</summary>
    public double BlendFrom { get; init; } = 1;

    /// <summary>From this k on there is all of it, Å⁻¹; in between it grows as sin², so that µ and its slope are continuous.</summary>
    public double BlendTo { get; init; } = 2;

    /// <summary>Part of the beam that passes through holes, 0 to 1.</summary>
    public double Pinholes { get; init; }

    /// <summary>Standard deviation of the thickness under the beam, relative to its mean.</summary>
    public double ThicknessSpread { get; init; }

    /// <summary>Linear thermal expansion, 1/K: a free foil's mass per area goes as the minus second power of its length.</summary>
    public double Expansion { get; init; } = 1.2e-5;

    /// <summary>Temperature at which <see cref="EdgeStep"/> and <see cref="Background"/> hold, K.</summary>
    public double ReferenceTemperature { get; init; } = 293;

    /// <summary>Mass per area in a state, relative to the nominal one.</summary>
    internal double RelativeThickness(SampleState state) =>
        state.Thickness * Math.Pow(1 + (Expansion * ((state.Temperature ?? ReferenceTemperature) - ReferenceTemperature)), -2);

    /// <summary>Transmission for a mean absorption µ·t: that of a gamma distribution of thicknesses, and of the holes.</summary>
    /// <remarks>⟨exp(−µt)⟩ = (1 + s²·µt)^(−1/s²) for the relative standard deviation s, which tends to exp(−µt), and never to a negative thickness.</remarks>
    internal double Transmission(double absorption)
    {
        var variance = ThicknessSpread * ThicknessSpread;
        var exponent = variance > 1e-9 ? Math.Log(1 + (variance * absorption)) / variance : absorption;
        return Pinholes + ((1 - Pinholes) * Math.Exp(-exponent));
    }
}
