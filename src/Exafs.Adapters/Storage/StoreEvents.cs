using Exafs.Adapters.ScanV1;
using Exafs.Pipeline.Changes;
using Microsoft.Data.Sqlite;

namespace Exafs.Adapters.Storage;

/// <summary>Changes → rows: the event, and the features that moved.</summary>
internal sealed class StoreEvents(SqliteConnection connection, StoreRuns runs) : IDisposable
{
    private readonly StoreStatement _event = new(connection, StoreEventSql.Event, 22);
    private readonly StoreStatement _clear = new(connection, StoreEventSql.ClearFeatures, 1);
    private readonly StoreStatement _feature = new(connection, StoreEventSql.Feature, 7);

    /// <summary>Writes the batch, within a transaction.</summary>
    public void Write(IReadOnlyList<ChangeEvent> batch)
    {
        foreach (ChangeEvent change in batch)
            Write(change);
    }

    public void Dispose()
    {
        foreach (StoreStatement statement in (StoreStatement[])[_event, _clear, _feature])
            statement.Dispose();
    }

    private void Write(ChangeEvent change)
    {
        long id = _event.Get(
            runs.Id(change.Series.RunId),
            change.Series.Element,
            change.Series.Edge,
            change.KindName,
            change.Cause,
            change.ScanId,
            change.Sequence,
            change.FirstScanId,
            change.BeforeScanId,
            UnixTime.Nanoseconds(change.Time),
            Finite(change.TemperatureKelvin?.Value),
            Finite(change.TemperatureKelvin?.Sigma),
            change.BranchName,
            Finite(change.Confidence),
            (long)change.DelayScans,
            Finite(change.DelayKelvin),
            Finite(change.Transition?.TemperatureKelvin.Value),
            Finite(change.Transition?.TemperatureKelvin.Sigma),
            Finite(change.Transition?.WidthKelvin.Value),
            Finite(change.Transition?.WidthKelvin.Sigma),
            change.Transition is { } fit ? (long)fit.Scans : null,
            change.Detail)!.Value;
        _clear.Run(id);
        for (int i = 0; i < change.Moved.Length; i++)
        {
            MovedFeature moved = change.Moved[i];
            _feature.Run(id, (long)i, moved.Name, Finite(moved.Before.Value), Finite(moved.Before.Sigma), Finite(moved.After.Value), Finite(moved.After.Sigma));
        }
    }

    private static double? Finite(double? value) => value is { } v && double.IsFinite(v) ? v : null;
}
