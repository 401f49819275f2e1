namespace Exafs.Physics.Experiment;

/// <summary>A photon-counting detector of one or more elements beside the sample, without dead time.</summary>
/// <remarks>
/// For a sample of thickness t along the beam, µ_a the edge's absorption, µ all of it and µ_f that of the fluorescence, the part of the
/// photons that makes fluorescence leaving towards the detector is µ_a/(µ + g·µ_f)·(1 − exp(−(µ + g·µ_f)·t)), which is µ_a·t for a
/// thin sample, and damps χ for a thick one (self-absorption).
/// </remarks>
public sealed record FluorescenceDetector
{
    public int Elements { get; init; } = 1;

    /// <summary>Part of the full sphere that all elements together see.</summary>
    public double SolidAngle { get; init; } = 0.01;

    /// <summary>ω, fluorescence photons per absorbed photon; iron K: 0.34 (Krause 1979).</summary>
    public double Yield { get; init; } = 0.34;

    /// <summary>µ·t of the sample at the emission line, in edge steps; iron K: 0.2.</summary>
    public double LineAbsorption { get; init; } = 0.2;

    /// <summary>g = sin θ_in / sin θ_out.</summary>
    public double Geometry { get; init; } = 1;

    /// <summary>Photons per second in one element.</summary>
    /// <param name="flux">Photons per second on the sample.</param>
    /// <param name="edge">µ_a·t.</param>
    /// <param name="other">µ·t − µ_a·t.</param>
    /// <param name="edgeStep">Edge step µ·t of the sample in its state.</param>
    internal double PhotonsPerElement(double flux, double edge, double other, double edgeStep)
    {
        var all = edge + other + (Geometry * LineAbsorption * edgeStep);
        return flux * SolidAngle / Elements * Yield * edge * (all > 1e-9 ? (1 - Math.Exp(-all)) / all : 1);
    }
}
