using System.ComponentModel.DataAnnotations;

namespace Exafs.Pipeline.Alerts;

/// <summary>When somebody is to be told.</summary>
public sealed record AlertRule
{
    /// <summary>The alertname.</summary>
    public required string Name { get; init; }

    /// <summary>Such as "event onset fcc", or "r1_angstrom > 2.55"; see <see cref="AlertCondition"/>.</summary>
    public required string When { get; init; }

    /// <summary>A feature must have held for so many scans running.</summary>
    [Range(1, 100_000)]
    public int ForScans { get; init; } = 1;

    /// <summary>It is over after so many scans running on which it did not hold, or that had no such event.</summary>
    [Range(1, 100_000)]
    public int ClearScans { get; init; } = 3;

    [AllowedValues("info", "warning", "critical")]
    public string Severity { get; init; } = "warning";

    /// <summary>A sentence for people; null: what happened.</summary>
    public string? Summary { get; init; }
}
