using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Exafs.Adapters.Storage;

/// <summary>A run over time, thinned to what a screen can show; read from a store that may be written meanwhile. Scans go by their row, which counts up in the order of arrival.</summary>
public sealed class StoreHistory : IDisposable
{
    private readonly SqliteConnection _connection;

    /// <exception cref="StoreException">There is no such file, or it is no store that has events.</exception>
    public StoreHistory(string file)
    {
        (_connection, long version) = StoreQuery.OpenToRead(file);
        if (version >= StoreSchema.EventsSince)
            return;
        _connection.Dispose();
        throw new StoreException($"{file}: the store is older than events are");
    }

    /// <summary>The newest row of all, and the run that it belongs to; null: the store is empty.</summary>
    public (string RunId, long Row)? Newest() =>
        Query("SELECT r.run_id, s.id FROM scan s JOIN run r ON r.id = s.run ORDER BY s.id DESC LIMIT 1", row => ((string, long)?)(row.GetString(0), row.GetInt64(1))).FirstOrDefault();

    /// <summary>The first and the last row of a run; null: it has none.</summary>
    public (long First, long Last)? Rows(string runId) =>
        Query("SELECT min(s.id), max(s.id) FROM scan s JOIN run r ON r.id = s.run WHERE r.run_id = $0", row => row.IsDBNull(0) ? null : ((long, long)?)(row.GetInt64(0), row.GetInt64(1)), runId).FirstOrDefault();

    /// <summary>The last row of a run that stands behind another row; null: none does.</summary>
    public long? LastRow(string runId, long after) => Run(runId) is { } run
        ? Query("SELECT max(id) FROM scan WHERE id > $1 AND +run = $0", row => row.IsDBNull(0) ? null : (long?)row.GetInt64(0), run, after)[0]
        : null;

    /// <summary>Counts up with every event that is new in the store.</summary>
    public long LastEvent() => Query("SELECT ifnull(max(id), 0) FROM event", row => row.GetInt64(0))[0];

    /// <summary>The row of a scan; null: it is not there.</summary>
    public long? Row(string runId, string scanId) =>
        Query("SELECT s.id FROM scan s JOIN run r ON r.id = s.run WHERE r.run_id = $0 AND s.scan_id = $1", row => (long?)row.GetInt64(0), runId, scanId).FirstOrDefault();

    /// <summary>What is watched of the scans from one row to another, in at most so many buckets of neighbouring rows, each with its mean and its extremes.</summary>
    public StoredTrack Track(string runId, long first, long last, int entries)
    {
        if (Run(runId) is not { } run || last < first)
            return StoredTrack.Empty;
        long width = Width(first, last, entries), origin = Origin(run);
        List<float[]> rows = Query(StoreHistorySql.Track, row => Floats(row, StoreHistorySql.Width), run, first, last, width, origin);
        List<(float Bucket, string Name, float[] Values)> phases = Query(StoreHistorySql.Phases, row => (row.GetFloat(0), row.GetString(1), Floats(row, 4, from: 2)), run, first, last, width);
        return new StoredTrack(origin / 1e9, rows, phases);
    }

    /// <summary>|χ(R)| and g(R) of the last analysed scan of each of at most so many buckets of rows.</summary>
    /// <param name="runId">Run.</param>
    /// <param name="first">Row.</param>
    /// <param name="last">Row, inclusive.</param>
    /// <param name="columns">At most so many.</param>
    /// <param name="rMax">Å; what lies beyond is left out.</param>
    public StoredWaterfall Waterfall(string runId, long first, long last, int columns, double rMax)
    {
        if (Run(runId) is not { } run || last < first)
            return StoredWaterfall.Empty;
        long origin = Origin(run);
        var builder = new StoredWaterfallBuilder(origin / 1e9, rMax);
        Query(StoreHistorySql.Waterfall, row =>
        {
            builder.Add(
                row.GetInt64(0), Float(row, 1), Float(row, 2), row.IsDBNull(3) ? null : row.GetInt64(3), Singles(row, 4), Singles(row, 5), row.IsDBNull(6) ? null : row.GetInt64(6), Singles(row, 7));
            return true;
        }, run, first, last, Width(first, last, columns), origin);
        return builder.Build(grid => Query("SELECT points FROM grid WHERE id = $0", row => StoreBlob.FromDoubles(row.GetFieldValue<byte[]>(0)), grid)[0]);
    }

    public void Dispose() => _connection.Dispose();

    // Rows a bucket, so that there are at most so many.
    private static long Width(long first, long last, int most) => Math.Max(1, (last - first + most) / most);

    private long? Run(string runId) => Query("SELECT id FROM run WHERE run_id = $0", row => (long?)row.GetInt64(0), runId).FirstOrDefault();

    // Times are told from here on, so that a float32 holds them to 0.01 s over a day: the whole second of the run's first scan that has a time.
    private long Origin(long run) =>
        Query("SELECT mid_time_ns FROM scan WHERE run = $0 AND mid_time_ns IS NOT NULL ORDER BY mid_time_ns LIMIT 1", row => row.GetInt64(0) / 1_000_000_000 * 1_000_000_000, run).FirstOrDefault();

    private List<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values) => StoreQuery.Read(_connection, sql, read, values);

    private static float[] Floats(SqliteDataReader row, int count, int from = 0)
    {
        var values = new float[count];
        for (int i = 0; i < count; i++)
            values[i] = Float(row, from + i);
        return values;
    }

    private static float Float(SqliteDataReader row, int column) => row.IsDBNull(column) ? float.NaN : Convert.ToSingle(row.GetValue(column), CultureInfo.InvariantCulture);

    private static float[] Singles(SqliteDataReader row, int column) => row.IsDBNull(column) ? [] : MemoryMarshal.Cast<byte, float>(row.GetFieldValue<byte[]>(column)).ToArray();
}
