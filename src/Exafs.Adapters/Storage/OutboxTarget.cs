using Exafs.Pipeline;
using Exafs.Pipeline.Alerts;
using Exafs.Pipeline.Changes;

namespace Exafs.Adapters.Storage;

/// <summary>Somebody who is owed what the store takes: what of it, and in which form.</summary>
public sealed record OutboxTarget
{
    /// <summary>Such as "influxdb". Under this name it is found again at the next start.</summary>
    public required string Name { get; init; }

    public Func<ScanReport, IEnumerable<OutboxEntry>> Reports { get; init; } = _ => [];

    public Func<ChangeEvent, IEnumerable<OutboxEntry>> Changes { get; init; } = _ => [];

    public Func<Alert, IEnumerable<OutboxEntry>> Alerts { get; init; } = _ => [];

    /// <summary>When more than so many bytes wait, the oldest of the lowest rank is given up.</summary>
    public long BytesMaximum { get; init; } = 20_000_000_000;
}
