namespace Exafs.Adapters.Files;

/// <summary>What the header of an XDI file tells; null is left out.</summary>
public sealed record XdiHeader
{
    public string? Element { get; init; }

    public string? Edge { get; init; }

    /// <summary>UTC.</summary>
    public DateTime? StartTime { get; init; }

    /// <summary>UTC.</summary>
    public DateTime? EndTime { get; init; }

    /// <summary>Sample temperature, K.</summary>
    public double? Temperature { get; init; }

    /// <summary>E0, eV.</summary>
    public double? EdgeEnergy { get; init; }

    /// <summary>Lattice spacing of the monochromator, Å.</summary>
    public double? DSpacing { get; init; }

    /// <summary>What else a person should know, a line each.</summary>
    public IReadOnlyList<string> Comments { get; init; } = [];
}
