using System.Text.Json;
using Exafs.Adapters.ScanV1;
using Exafs.Pipeline.Alerts;
using Microsoft.Data.Sqlite;

namespace Exafs.Adapters.Storage;

/// <summary>Alerts → rows.</summary>
internal sealed class StoreAlerts(SqliteConnection connection) : IDisposable
{
    private readonly StoreStatement _alert = new(connection, StoreEventSql.Alert, 8);

    /// <summary>Writes the batch, within a transaction.</summary>
    public void Write(IReadOnlyList<Alert> batch)
    {
        foreach (Alert alert in batch)
        {
            _alert.Run(
                alert.Fingerprint,
                alert.Name,
                alert.Labels["severity"],
                JsonSerializer.Serialize(alert.Labels),
                JsonSerializer.Serialize(alert.Annotations),
                UnixTime.Nanoseconds(alert.StartsAt.UtcDateTime),
                UnixTime.Nanoseconds(alert.EndsAt?.UtcDateTime),
                alert.IsSilenced ? 1L : 0L);
        }
    }

    public void Dispose() => _alert.Dispose();
}
