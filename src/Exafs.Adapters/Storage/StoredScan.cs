namespace Exafs.Adapters.Storage;

/// <summary>A scan in the store, without its arrays. Null is what was not known.</summary>
public sealed record StoredScan
{
    /// <summary>Row of the scan; rows count up in the order of arrival.</summary>
    public required long Row { get; init; }

    public required string RunId { get; init; }

    public required string ScanId { get; init; }

    public long? Sequence { get; init; }

    public string? Element { get; init; }

    public string? Edge { get; init; }

    /// <summary>"up" or "down".</summary>
    public string? Direction { get; init; }

    /// <summary>"complete" or "aborted".</summary>
    public required string Progress { get; init; }

    /// <summary>Middle of the scan, from the data, UTC.</summary>
    public DateTime? MidTime { get; init; }

    /// <summary>First point, from the data, UTC.</summary>
    public DateTime? StartTime { get; init; }

    /// <summary>Last point, from the data, UTC.</summary>
    public DateTime? EndTime { get; init; }

    /// <summary>K.</summary>
    public double? SampleTemperature { get; init; }

    public required long Points { get; init; }

    /// <summary>"analyzed" or "rejected".</summary>
    public required string Status { get; init; }

    /// <summary>Why it was rejected.</summary>
    public string? Reason { get; init; }

    /// <summary>The same in words.</summary>
    public string? Detail { get; init; }

    /// <summary>Why the reduction ended before χ(R).</summary>
    public string? LimitReason { get; init; }

    /// <summary>eV.</summary>
    public double? E0 { get; init; }

    /// <summary>In units of µ.</summary>
    public double? EdgeStep { get; init; }

    public double? EpsilonK { get; init; }

    public double? EpsilonR { get; init; }

    /// <summary>Å⁻¹.</summary>
    public double? KMaxSuggested { get; init; }

    /// <summary>What must be added to the energies, eV, so that the reference foil lies where that of the series' first scan did.</summary>
    public double? EnergyShift { get; init; }
}
