using Microsoft.Data.Sqlite;

namespace Exafs.Adapters.Storage;

/// <summary>Rows of the runs, found or made.</summary>
internal sealed class StoreRuns(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, long> _rows = [];
    private readonly StoreStatement _find = new(connection, StoreSql.FindRun, 1);
    private readonly StoreStatement _insert = new(connection, StoreSql.InsertRun, 1);

    public long Id(string runId)
    {
        if (!_rows.TryGetValue(runId, out long id))
            _rows[runId] = id = _find.Get(runId) ?? _insert.Get(runId)!.Value;
        return id;
    }

    /// <summary>After a transaction that was undone, its ids are void.</summary>
    public void Forget() => _rows.Clear();

    public void Dispose()
    {
        _find.Dispose();
        _insert.Dispose();
    }
}
