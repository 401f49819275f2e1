namespace Exafs.Lab.Heat;

/// <summary>What is true of a scan of a simulated run.</summary>
public sealed record ScanTruth
{
    public required long Sequence { get; init; }

    public required string ScanId { get; init; }

    /// <summary>Of the sample, K.</summary>
    public required double TemperatureKelvin { get; init; }

    public required double FractionFcc { get; init; }

    public required double FractionOxide { get; init; }

    /// <summary>Å.</summary>
    public required double LatticeBccAngstrom { get; init; }

    /// <summary>Å.</summary>
    public required double LatticeFccAngstrom { get; init; }

    /// <summary>N(0–3.2 Å) of the iron, mean over its atoms.</summary>
    public required double NWithin32Angstrom { get; init; }

    /// <summary>Mean distance of the first shells, Å.</summary>
    public required double R1Angstrom { get; init; }

    /// <summary>Of the iron, Å³.</summary>
    public required double VolumePerAtomAngstrom3 { get; init; }

    /// <summary>What the instrument does on this scan, by the word that it is to be called; null: nothing.</summary>
    public string? Instrument { get; init; }
}
