using System.Collections.Immutable;
using Exafs.Pipeline;
using Exafs.Pipeline.Alerts;
using Exafs.Pipeline.Changes;

namespace Exafs.Monitor;

/// <summary>Where everything goes.</summary>
internal sealed record Destinations
{
    /// <summary>Must have every scan; when it cannot keep up, everything waits.</summary>
    public required ISink<ScanReport> Store { get; init; }

    /// <summary>Must have every change.</summary>
    public required ISink<ChangeEvent> StoredEvents { get; init; }

    /// <summary>Must have every alert.</summary>
    public required ISink<Alert> StoredAlerts { get; init; }

    /// <summary>May be away: it loses its oldest reports, counted; null: none.</summary>
    public ISink<ScanReport>? Influx { get; init; }

    /// <summary>The same of changes.</summary>
    public ISink<ChangeEvent>? InfluxEvents { get; init; }

    /// <summary>Who is told of alerts, by name.</summary>
    public ImmutableArray<(string Name, ISink<Alert> Sink)> Channels { get; init; } = [];

    /// <summary>Shows the latest.</summary>
    public required ISink<ScanReport> View { get; init; }
}
