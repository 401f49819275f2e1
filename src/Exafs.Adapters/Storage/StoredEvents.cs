using Exafs.Adapters.ScanV1;
using Exafs.Physics.Estimates;
using Exafs.Pipeline.Changes;
using Microsoft.Data.Sqlite;

namespace Exafs.Adapters.Storage;

/// <summary>Rows → changes. What was no number is NaN.</summary>
internal static class StoredEvents
{
    public const string Events = """
        SELECT e.id, r.run_id, e.element, e.edge, e.kind, e.cause, e.scan_id, e.sequence, e.first_scan_id, e.before_scan_id, e.time_ns,
               e.temperature_kelvin, e.temperature_sigma, e.branch, e.confidence, e.delay_scans, e.delay_kelvin,
               e.t_c_kelvin, e.t_c_sigma, e.width_kelvin, e.width_sigma, e.fitted_scans, e.detail
        FROM event e JOIN run r ON r.id = e.run WHERE r.run_id = $0 ORDER BY e.id
        """;

    public const string Features = """
        SELECT f.event, f.name, f.before, f.before_sigma, f.after, f.after_sigma
        FROM event_feature f JOIN event e ON e.id = f.event JOIN run r ON r.id = e.run WHERE r.run_id = $0 ORDER BY f.event, f.place
        """;

    /// <summary>Of a row of <see cref="Events"/>; what moved is still missing.</summary>
    public static (long Row, ChangeEvent Event) Event(SqliteDataReader row) => (row.GetInt64(0), new ChangeEvent
    {
        Series = new(row.GetString(1), Text(row, 2), Text(row, 3)),
        Kind = Enum.GetValues<ChangeKind>().First(kind => ChangeEvent.NameOf(kind) == row.GetString(4)),
        Cause = row.GetString(5),
        ScanId = row.GetString(6),
        Sequence = row.IsDBNull(7) ? null : row.GetInt64(7),
        FirstScanId = row.GetString(8),
        BeforeScanId = Text(row, 9),
        Time = row.IsDBNull(10) ? null : UnixTime.FromNanoseconds(row.GetInt64(10)),
        TemperatureKelvin = row.IsDBNull(11) ? null : Pair(row, 11),
        Branch = Enum.GetValues<Branch>().First(branch => ChangeEvent.NameOf(branch) == row.GetString(13)),
        Confidence = Number(row, 14),
        DelayScans = row.GetInt32(15),
        DelayKelvin = row.IsDBNull(16) ? null : row.GetDouble(16),
        Transition = row.IsDBNull(21) ? null : new TransitionFit(Pair(row, 17), Pair(row, 19), row.GetInt32(21)),
        Detail = row.GetString(22),
    });

    public static (long Event, MovedFeature Feature) Feature(SqliteDataReader row) => (row.GetInt64(0), new(row.GetString(1), Pair(row, 2), Pair(row, 4)));

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static Uncertain Pair(SqliteDataReader row, int column) => new(Number(row, column), Number(row, column + 1));

    private static double Number(SqliteDataReader row, int column) => row.IsDBNull(column) ? double.NaN : row.GetDouble(column);
}
