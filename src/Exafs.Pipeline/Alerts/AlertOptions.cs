using System.Collections.Immutable;

namespace Exafs.Pipeline.Alerts;

/// <summary>Of what, and how often.</summary>
public sealed record AlertOptions
{
    /// <summary>A label of every alert; null: none.</summary>
    public string? Beamline { get; init; }

    public ImmutableArray<AlertRule> Rules { get; init; } =
    [
        new() { Name = "structure_onset", When = "event onset" },
        new() { Name = "structure_complete", When = "event completion", Severity = "info" },
        new() { Name = "structure_reversal", When = "event reversal" },
        new() { Name = "structure_unknown", When = "event unknown_structure", Severity = "critical" },
        new() { Name = "instrument", When = "event instrument", Severity = "info" },
    ];

    public ImmutableArray<AlertSilence> Silences { get; init; } = [];

    /// <summary>An alert that goes on is sent again so often: Alertmanager takes one that is not for resolved after five minutes.</summary>
    public TimeSpan Repeat { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>What waits for a target longer than this is an alert of its own, and at once what a target will not let in; null: only the latter.</summary>
    public TimeSpan? DeliveryLate { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>No scan for so long is an alert of its own; null: never.</summary>
    public TimeSpan? SourceSilent { get; init; } = TimeSpan.FromMinutes(5);
}
