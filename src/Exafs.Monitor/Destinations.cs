using System.Collections.Immutable;
using System.Reactive.Linq;
using Exafs.Pipeline;
using Exafs.Pipeline.Alerts;
using Exafs.Pipeline.Changes;
using Exafs.Pipeline.Delivery;

namespace Exafs.Monitor;

/// <summary>What watches the scans, and where everything goes: into the store, with what others are owed of it, and from its outbox to them.</summary>
internal sealed record Destinations
{
    /// <summary>Must have every scan; when it cannot keep up, everything waits.</summary>
    public required ISink<ScanReport> Store { get; init; }

    /// <summary>Told of every scan that the store has, and how long it took from its last byte.</summary>
    public Action<ScanReport, TimeSpan> Stored { get; init; } = (_, _) => { };

    /// <summary>Must have every change.</summary>
    public required ISink<ChangeEvent> StoredEvents { get; init; }

    /// <summary>Must have every alert.</summary>
    public required ISink<Alert> StoredAlerts { get; init; }

    /// <summary>What finds the changes.</summary>
    public required ChangeDetection Detection { get; init; }

    /// <summary>What operators mark: events among the others, until the scans end.</summary>
    public IObservable<ChangeEvent> Notes { get; init; } = Observable.Empty<ChangeEvent>();

    /// <summary>What is raised as an alert.</summary>
    public required AlertBook Alerts { get; init; }

    /// <summary>InfluxDB and the channels of alerts: each may be away for as long as it likes.</summary>
    public ImmutableArray<Deliverer> Deliverers { get; init; } = [];

    /// <summary>Shows the latest.</summary>
    public required ISink<ScanReport> View { get; init; }
}
