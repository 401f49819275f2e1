namespace Exafs.Signal;

/// <summary>Larch's rebin_xafs parameters: a pre-edge and an edge region uniform in energy, and a region uniform in k. Energies in eV relative to E0.</summary>
public sealed record RebinParameters
{
    /// <summary>Start of the pre-edge region, eV; null: the first point, rounded to the step.</summary>
    public double? Pre1 { get; init; }

    /// <summary>End of the pre-edge region, eV.</summary>
    public double Pre2 { get; init; } = -30;

    /// <summary>Step of the pre-edge region, eV.</summary>
    public double PreStep { get; init; } = 2;

    /// <summary>Step of the edge region, eV; null: from E0 (from the data in 0.9.58).</summary>
    public double? XanesStep { get; init; }

    /// <summary>Where the region uniform in k starts, eV.</summary>
    public double Exafs1 { get; init; } = 15;

    /// <summary>Where it ends, eV; null: the last point.</summary>
    public double? Exafs2 { get; init; }

    /// <summary>Step in k, Å⁻¹.</summary>
    public double ExafsKStep { get; init; } = 0.05;

    /// <summary>Value of a bin; null: line, boxcar in Larch 2026.3.1, centroid in 0.9.58.</summary>
    public RebinMethod? Method { get; init; }

    /// <summary>Whose grid and bins.</summary>
    public Compatibility Compatibility { get; init; }

    internal RebinMethod MethodInForce => Method ?? Compatibility switch
    {
        Compatibility.Larch2026_3_1 => RebinMethod.Boxcar,
        Compatibility.Larch0_9_58 => RebinMethod.Centroid,
        _ => RebinMethod.Line,
    };
}
