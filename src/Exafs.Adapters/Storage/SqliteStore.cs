using Exafs.Pipeline;
using Microsoft.Data.Sqlite;

namespace Exafs.Adapters.Storage;

/// <summary>All results in one SQLite file. A batch is one transaction; a scan that comes again replaces itself; growing snapshots are not kept.</summary>
public sealed class SqliteStore : ISink<ScanReport>, IDisposable
{
    private const int PageBytes = 8192;
    private readonly SqliteStoreOptions _options;
    private readonly SqliteConnection _connection;
    private readonly StoreWriter _writer;
    private readonly Lock _oneBatchAtATime = new();

    /// <summary>Opens the file, or makes it.</summary>
    /// <exception cref="StoreException">It cannot be opened, or is something else.</exception>
    public SqliteStore(SqliteStoreOptions options)
    {
        _options = options;
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = options.File,
            Pooling = false,
            DefaultTimeout = Math.Max(1, (int)options.BusyTimeout.TotalSeconds),
        }.ConnectionString);
        try
        {
            _connection.Open();
            StoreSchema.Execute(_connection, $"PRAGMA page_size = {PageBytes}; PRAGMA foreign_keys = ON");
            StoreSchema.Prepare(_connection, options.File);
            StoreSchema.Execute(_connection, $"PRAGMA journal_mode = WAL; PRAGMA synchronous = {(options.SurvivePowerLoss ? "FULL" : "NORMAL")}");
            if (options.FileBytes is { } bytes)
                StoreSchema.Execute(_connection, $"PRAGMA max_page_count = {Math.Max(1, bytes / PageBytes)}");
            _writer = new StoreWriter(_connection, options.KeepCounts);
        }
        catch (SqliteException e)
        {
            _connection.Dispose();
            throw new StoreException(options.File, e);
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="StoreException">Nothing of the batch was written.</exception>
    public Task WriteAsync(IReadOnlyList<ScanReport> batch, CancellationToken cancellation) =>
        Task.Run(() => Write(batch), cancellation);

    public void Dispose()
    {
        lock (_oneBatchAtATime)
        {
            _writer.Dispose();
            _connection.Dispose();
        }
    }

    private void Write(IReadOnlyList<ScanReport> batch)
    {
        lock (_oneBatchAtATime)
        {
            try
            {
                _writer.Write(batch);
            }
            catch (SqliteException e)
            {
                throw new StoreException(_options.File, e);
            }
        }
    }
}
