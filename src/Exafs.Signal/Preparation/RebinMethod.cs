namespace Exafs.Signal;

/// <summary>Which value a bin gets from its points.</summary>
public enum RebinMethod
{
    /// <summary>The straight line fitted to the bin's points, at the bin's nominal energy.</summary>
    Line,

    /// <summary>Mean of µ.</summary>
    Boxcar,

    /// <summary>Σ µE / Σ E.</summary>
    Centroid,
}
