using Exafs.Pipeline;
using Exafs.Pipeline.Alerts;
using Exafs.Pipeline.Changes;
using Exafs.Pipeline.Delivery;
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
    private readonly StoreOutboxWriter _owed;
    private readonly StoreOutbox[] _outboxes = [];
    private readonly Lock _oneBatchAtATime = new();

    /// <summary>Opens the file, or makes it.</summary>
    /// <param name="options">Which, and how surely.</param>
    /// <param name="targets">Who is owed what it takes.</param>
    /// <param name="time">For the time at which something was accepted; null: the system's.</param>
    /// <exception cref="StoreException">It cannot be opened, or is something else.</exception>
    public SqliteStore(SqliteStoreOptions options, IReadOnlyList<OutboxTarget>? targets = null, TimeProvider? time = null)
    {
        _options = options;
        time ??= TimeProvider.System;
        _connection = StoreQuery.Connection(options.File, SqliteOpenMode.ReadWriteCreate, Math.Max(1, (int)options.BusyTimeout.TotalSeconds));
        try
        {
            _connection.Open();
            StoreQuery.Run(_connection, $"PRAGMA page_size = {PageBytes}; PRAGMA foreign_keys = ON");
            StoreSchema.Prepare(_connection, options.File);
            StoreQuery.Run(_connection, $"PRAGMA journal_mode = WAL; PRAGMA synchronous = {(options.SurvivePowerLoss ? "FULL" : "NORMAL")}");
            if (options.FileBytes is { } bytes)
                StoreQuery.Run(_connection, $"PRAGMA max_page_count = {Math.Max(1, bytes / PageBytes)}");
            _runs = new StoreRuns(_connection);
            _writer = new StoreWriter(_connection, _runs, options.KeepCounts);
            _events = new StoreEvents(_connection, _runs);
            _alerts = new StoreAlerts(_connection);
            _owed = new StoreOutboxWriter(_connection, targets ?? [], time);
            _outboxes = [.. (targets ?? []).Select((target, i) => new StoreOutbox(options.File, target.Name, _owed.Rows[i], Transact, time))];
            _reports = new(Transact, _owed, target => target.Reports, _writer.Write, Notify);
            Events = new StoreSink<ChangeEvent>(Transact, _owed, target => target.Changes, _events.Write, Notify);
            Alerts = new StoreSink<Alert>(Transact, _owed, target => target.Alerts, _alerts.Write, Notify);
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

    /// <summary>What each target is still owed, in their order.</summary>
    public IReadOnlyList<IOutbox> Outboxes => _outboxes;

    /// <inheritdoc/>
    /// <exception cref="StoreException">Nothing of the batch was written.</exception>
    public Task WriteAsync(IReadOnlyList<ScanReport> batch, CancellationToken cancellation) => _reports.WriteAsync(batch, cancellation);

    public void Dispose()
    {
        lock (_oneBatchAtATime)
        {
            foreach (StoreOutbox outbox in _outboxes)
                outbox.Dispose();
            _owed.Dispose();
            _alerts.Dispose();
            _events.Dispose();
            _writer.Dispose();
            _runs.Dispose();
            _connection.Dispose();
        }
    }

    private void Notify()
    {
        foreach (StoreOutbox outbox in _outboxes)
            outbox.Notify();
    }

    // All of a batch, or nothing.
    private void Transact(Action<SqliteConnection> write)
    {
        lock (_oneBatchAtATime)
        {
            try
            {
                StoreQuery.Run(_connection, "BEGIN IMMEDIATE");
                try
                {
                    write(_connection);
                    StoreQuery.Run(_connection, "COMMIT");
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
            StoreQuery.Run(_connection, "ROLLBACK");
        }
        catch (SqliteException)
        {
        }
    }
}
