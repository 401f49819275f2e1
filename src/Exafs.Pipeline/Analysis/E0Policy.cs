namespace Exafs.Pipeline;

/// <summary>Where the E0 of a scan comes from.</summary>
public enum E0Policy
{
    /// <summary>The first good scan of each series gives it, and the others of the series are held to it.</summary>
    FirstScan,

    /// <summary>From the configuration.</summary>
    Fixed,

    /// <summary>The reference foil of the first good scan of each series gives it; how far the later scans' foils have moved is reported.</summary>
    Reference,

    /// <summary>Found on each scan. It jumps by steps of the grid, and on noisy series by more than 10 eV, and χ(k) with it.</summary>
    PerScan,
}
