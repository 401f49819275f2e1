namespace Exafs.Adapters.Files;

/// <summary>What raw recordings of a quick-scanning monochromator do not say of themselves.</summary>
public sealed record QuickFileOptions
{
    /// <summary>Of Si(111) at room temperature, Å: what ProQEXAFS begins with, too.</summary>
    public const double Si111 = 3.1356;

    /// <summary>Lattice spacing of the monochromator, Å; null: <see cref="Si111"/>, and the scans say so.</summary>
    public double? MonoDSpacing { get; init; }

    /// <summary>Added to every angle of the encoder, degree: its calibration.</summary>
    public double AngleOffset { get; init; }

    /// <summary>Edge energy that the grid is laid around, eV; null: found in the file.</summary>
    public double? E0 { get; init; }
}
