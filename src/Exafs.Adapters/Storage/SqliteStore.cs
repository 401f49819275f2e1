using Exafs.Pipeline;
using Exafs.Pipeline.Alerts;
using Exafs.Pipeline.Changes;
using Microsoft.Data.Sqlite;

namespace Exafs.Adapters.Storage;

/// <summary>All results in one SQLite file, by one connection. A batch is one transaction; what comes again replaces itself; growing snapshots are not kept.</summary>
public sealed class SqliteStore : ISink<ScanReport>, IDisposable
{
    private const int PageBytes = 8192;
    private readonly SqliteStoreOptions _options;
    private readonly SqliteConnection _connection;
    private readonly StoreRuns _runs;
    private readonly StoreWriter _writer;
    private readonly StoreEvents _events;
    private readonly StoreAlerts _alerts;
    private readonly StoreSink<ScanReport> _reports;
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
            _runs = new StoreRuns(_connection);
            _writer = new StoreWriter(_connection, _runs, options.KeepCounts);
            _events = new StoreEvents(_connection, _runs);
            _reports = new(Transact, _writer.Write);
            Events = new StoreSink<ChangeEvent>(Transact, _events.Write);
            _alerts = new StoreAlerts(_connection);
            Alerts = new StoreSink<Alert>(Transact, _alerts.Write);
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

    /// <summary>Takes the changes that are announced; one that comes again replaces itself.</summary>
    public ISink<ChangeEvent> Events { get; }

    /// <summary>Takes the alerts, silenced ones too; one that goes on replaces itself.</summary>
    public ISink<Alert> Alerts { get; }

    /// <inheritdoc/>
    /// <exception cref="StoreException">Nothing of the batch was written.</exception>
    public Task WriteAsync(IReadOnlyList<ScanReport> batch, CancellationToken cancellation) => _reports.WriteAsync(batch, cancellation);

    public void Dispose()
    {
        lock (_oneBatchAtATime)
        {
            _alerts.Dispose();
            _events.Dispose();
            _writer.Dispose();
            _runs.Dispose();
            _connection.Dispose();
        }
    }

    // All of a batch, or nothing.
    private void Transact(Action write)
    {
        lock (_oneBatchAtATime)
        {
            try
            {
                StoreSchema.Execute(_connection, "BEGIN IMMEDIATE");
                try
                {
                    write();
                    StoreSchema.Execute(_connection, "COMMIT");
                }
                catch
                {
                    Undo();
                    throw;
                }
            }
            catch (SqliteException e)
            {
                throw new StoreException(_options.File, e);
            }
        }
    }

    // Ids of a transaction that was undone are void. SQLite undoes a full disk by itself, and then has nothing to roll back.
    private void Undo()
    {
        _runs.Forget();
        _writer.Forget();
        try
        {
            StoreSchema.Execute(_connection, "ROLLBACK");
        }
        catch (SqliteException)
        {
        }
    }
}
