using System.Collections.Immutable;
using System.Text.Json;
using Exafs.Adapters.ScanV1;
using Exafs.Physics.Estimates;
using Exafs.Pipeline.Alerts;
using Exafs.Pipeline.Changes;
using Exafs.Pipeline.Delivery;
using Exafs.Signal;
using Microsoft.Data.Sqlite;

namespace Exafs.Adapters.Storage;

/// <summary>Reads a store, also while it is being written.</summary>
public sealed class StoreReader : IDisposable
{
    private const string ScanColumns = """
        SELECT s.id, r.run_id, s.scan_id, s.sequence, s.element, s.edge, s.direction, s.progress, s.mid_time_ns,
               s.sample_temperature_kelvin, s.n_points, s.status, s.reason, s.limit_reason, s.e0_ev, s.edge_step,
               s.epsilon_k, s.epsilon_r, s.kmax_suggest_per_angstrom, s.energy_shift_ev, s.start_time_ns, s.end_time_ns, s.detail
        FROM scan s JOIN run r ON r.id = s.run
        """;

    private readonly SqliteConnection _connection;
    private readonly long _version;

    /// <exception cref="StoreException">There is no such file, or it is no store.</exception>
    public StoreReader(string file) => (_connection, _version) = StoreQuery.OpenToRead(file);

    /// <summary>All runs, in the order of arrival.</summary>
    public IReadOnlyList<StoredRun> Runs() => Query(
        """
        SELECT r.run_id, count(*) FILTER (WHERE s.status = 'analyzed'), count(*) FILTER (WHERE s.status = 'rejected')
        FROM run r LEFT JOIN scan s ON s.run = r.id GROUP BY r.id ORDER BY r.id
        """,
        row => new StoredRun(row.GetString(0), row.GetInt64(1), row.GetInt64(2)));

    /// <summary>The scans of a run, in the order of arrival.</summary>
    public IReadOnlyList<StoredScan> Scans(string runId) => Query(ScanColumns + " WHERE r.run_id = $0 ORDER BY s.id", Scan, runId);

    /// <summary>The scan of a run that stands in a row; null when there is none.</summary>
    public StoredScan? Scan(string runId, long row) =>
        Query(ScanColumns + " WHERE s.id = $1 AND r.run_id = $0", Scan, runId, row).FirstOrDefault();

    /// <summary>One scan; null when there is none.</summary>
    public StoredScan? Scan(string runId, string scanId) =>
        Query(ScanColumns + " WHERE r.run_id = $0 AND s.scan_id = $1", Scan, runId, scanId).FirstOrDefault();

    /// <summary>The arrays of an analysed scan; null for any other.</summary>
    public StoredSpectrum? Spectrum(StoredScan scan) => Query(
        """
        SELECT e.points, s.mu, s.norm, k.points, s.chi, r.points, s.chir_re, s.chir_im
        FROM spectrum s JOIN grid e ON e.id = s.energy_grid LEFT JOIN grid k ON k.id = s.k_grid LEFT JOIN grid r ON r.id = s.r_grid
        WHERE s.scan = $0
        """,
        row => new StoredSpectrum(
            Doubles(row, 0), Doubles(row, 1), Singles(row, 2), Doubles(row, 3), Doubles(row, 4), Doubles(row, 5), Singles(row, 6), Singles(row, 7)),
        scan.Row).FirstOrDefault();

    /// <summary>What the spectrum of a scan says about the structure, or why it says nothing; g(R) to 7 digits. Null where nobody was asked.</summary>
    public EstimateOutcome? Estimate(StoredScan scan)
    {
        if (_version < StoreSchema.StructuresSince)
            return null;
        List<EstimateOutcome> opinions = Query(StoredEstimates.Estimates, StoredEstimates.Outcome, scan.Row);
        StructureEstimate? second = null;
        for (int opinion = opinions.Count - 1; opinion >= 0; opinion--)
        {
            if (opinions[opinion].Estimate is not { } estimate)
                continue;
            List<(ShellEstimate Shell, Uncertain Ratio)> shells = Query(StoredEstimates.Shells, StoredEstimates.Shell, scan.Row, (long)opinion);
            second = estimate with
            {
                Shells = [.. shells.Select(shell => shell.Shell)],
                ShellRatios = [.. shells.Skip(1).Select(shell => shell.Ratio)],
                Phases = [.. Query(StoredEstimates.Phases, StoredEstimates.Phase, scan.Row, (long)opinion)],
                SecondOpinion = second,
            };
        }

        return second is null ? opinions.FirstOrDefault() : new(second, null);
    }

    /// <summary>The further channels of a scan.</summary>
    public IReadOnlyList<Channel> Channels(StoredScan scan) => Query(
        "SELECT name, unit, value, readings FROM channel WHERE scan = $0 ORDER BY name",
        row => new Channel(row.GetString(0), row.GetString(1), row.IsDBNull(3) ? [Double(row, 2) ?? double.NaN] : Doubles(row, 3)),
        scan.Row);

    /// <summary>The columns of a scan as they came, where they were kept; the names are those of exafs-scan-v1.</summary>
    public IReadOnlyDictionary<string, ImmutableArray<double>> Measured(StoredScan scan) => Query(
        "SELECT name, readings FROM measured WHERE scan = $0",
        row => KeyValuePair.Create(row.GetString(0), Doubles(row, 1)),
        scan.Row).ToDictionary();

    /// <summary>The changes that were announced in a run, in the order of announcement; none in a store that is older than they are.</summary>
    public IReadOnlyList<ChangeEvent> Events(string runId)
    {
        if (_version < StoreSchema.EventsSince)
            return [];
        ILookup<long, MovedFeature> moved = Query(StoredEvents.Features, StoredEvents.Feature, runId).ToLookup(pair => pair.Event, pair => pair.Feature);
        return [.. Query(StoredEvents.Events, StoredEvents.Event, runId).Select(pair => pair.Event with { Moved = [.. moved[pair.Row]] })];
    }

    /// <summary>What was wrong with the messages that no scan could be made of, in the order of arrival.</summary>
    public IReadOnlyList<Defect> Defects() => Query(
        "SELECT reason, detail FROM defect ORDER BY id", row => new Defect(row.GetString(0), row.GetString(1)));

    /// <summary>The same of one run, as far as its messages told that they are of it.</summary>
    public IReadOnlyList<Defect> Defects(string runId) => Query(
        "SELECT reason, detail FROM defect WHERE run_id = $0 ORDER BY id", row => new Defect(row.GetString(0), row.GetString(1)), runId);

    /// <summary>The alerts, in the order in which they began.</summary>
    /// <param name="latest">No more than so many, the latest.</param>
    public IReadOnlyList<Alert> Alerts(int latest = int.MaxValue) => _version < StoreSchema.EventsSince ? [] : Query(
        "SELECT labels, annotations, starts_at_ns, ends_at_ns, silenced FROM (SELECT * FROM alert ORDER BY id DESC LIMIT $0) ORDER BY id",
        row => new Alert
        {
            Labels = Texts(row.GetString(0)),
            Annotations = Texts(row.GetString(1)),
            StartsAt = UnixTime.FromNanoseconds(row.GetInt64(2)),
            EndsAt = row.IsDBNull(3) ? null : UnixTime.FromNanoseconds(row.GetInt64(3)),
            IsSilenced = row.GetInt64(4) != 0,
        },
        (long)latest);

    /// <summary>The books of everybody who was ever owed something; none in a store that is older than the outbox.</summary>
    public IReadOnlyList<OutboxCounts> Outboxes() => _version < StoreSchema.OutboxSince ? [] :
        [.. Query("SELECT id, name FROM target ORDER BY id", row => (Row: row.GetInt64(0), Name: row.GetString(1))).Select(target => StoreOutboxCounts.Of(_connection, target.Name, target.Row))];

    /// <summary>What a target will never take, oldest first.</summary>
    public IReadOnlyList<DeadLetter> DeadLetters() => _version < StoreSchema.OutboxSince ? [] : Query(
        "SELECT d.id, t.name, d.reason, d.detail, d.accepted_ns, d.died_ns, d.body FROM dead_letter d JOIN target t ON t.id = d.target ORDER BY d.id",
        row => new DeadLetter(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), UnixTime.FromNanoseconds(row.GetInt64(4)), UnixTime.FromNanoseconds(row.GetInt64(5)), row.GetString(6)));

    public void Dispose() => _connection.Dispose();

    private static ImmutableSortedDictionary<string, string> Texts(string json) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(json)!.ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static StoredScan Scan(SqliteDataReader row) => new()
    {
        Row = row.GetInt64(0),
        RunId = row.GetString(1),
        ScanId = row.GetString(2),
        Sequence = Long(row, 3),
        Element = Text(row, 4),
        Edge = Text(row, 5),
        Direction = Text(row, 6),
        Progress = row.GetString(7),
        MidTime = Time(row, 8),
        SampleTemperature = Double(row, 9),
        Points = row.GetInt64(10),
        Status = row.GetString(11),
        Reason = Text(row, 12),
        LimitReason = Text(row, 13),
        E0 = Double(row, 14),
        EdgeStep = Double(row, 15),
        EpsilonK = Double(row, 16),
        EpsilonR = Double(row, 17),
        KMaxSuggested = Double(row, 18),
        EnergyShift = Double(row, 19),
        StartTime = Time(row, 20),
        EndTime = Time(row, 21),
        Detail = Text(row, 22),
    };

    private List<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values) => StoreQuery.Read(_connection, sql, read, values);

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static long? Long(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    private static DateTime? Time(SqliteDataReader row, int column) => Long(row, column) is { } ns ? UnixTime.FromNanoseconds(ns) : null;

    private static double? Double(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDouble(column);

    private static ImmutableArray<double> Doubles(SqliteDataReader row, int column) => StoreBlob.FromDoubles(Bytes(row, column));

    private static ImmutableArray<double> Singles(SqliteDataReader row, int column) => StoreBlob.FromSingles(Bytes(row, column));

    private static byte[]? Bytes(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<byte[]>(column);
}
