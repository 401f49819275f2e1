using System.Text.Json;
using System.Threading.Channels;
using Exafs.Adapters.ScanV1;
using Exafs.Pipeline.Delivery;
using Microsoft.Data.Sqlite;

namespace Exafs.Adapters.Storage;

/// <summary>One target's part of the outbox. It reads by a connection of its own, and marks by the store's.</summary>
internal sealed class StoreOutbox : IOutbox, IDisposable
{
    private readonly string _file;
    private readonly long _target;
    private readonly SqliteConnection _connection;
    private readonly Action<Action<SqliteConnection>> _transact;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private OutboxCounts _known;
    private bool _isClosed;
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <param name="file">The store.</param>
    /// <param name="name">The target's.</param>
    /// <param name="target">Its row.</param>
    /// <param name="transact">Runs something in a transaction of the store's connection.</param>
    /// <param name="time">For the time at which something is set aside.</param>
    public StoreOutbox(string file, string name, long target, Action<Action<SqliteConnection>> transact, TimeProvider time)
    {
        (_file, Target, _target, _transact, _time, _known) = (file, name, target, transact, time, new() { Target = name });
        _connection = StoreQuery.Connection(file, SqliteOpenMode.ReadOnly);
        _connection.Open();
    }

    public string Target { get; }

    /// <inheritdoc/>
    /// <remarks>While the file cannot be read, and after it was closed, as they were last: whoever watches must not fall over what he watches.</remarks>
    public OutboxCounts Counts
    {
        get
        {
            lock (_gate)
            {
                if (!_isClosed)
                    Look();
                return _known;
            }
        }
    }

    public IReadOnlyList<OutboxItem> Take(int most, bool newest) => Read(() =>
        StoreQuery.Rows(_connection, StoreOutboxSql.Take(newest), row => new OutboxItem(row.GetInt64(0), row.GetString(1)), _target, (long)most));

    public void Delivered(IReadOnlyList<OutboxItem> items) => _transact(connection =>
    {
        int taken = StoreQuery.Run(connection, StoreOutboxSql.Delivered, JsonSerializer.Serialize(items.Select(item => item.Id)));
        StoreQuery.Run(connection, StoreOutboxSql.CountDelivered, _target, (long)taken);
    });

    public void SetAside(OutboxItem item, string reason, string detail) => _transact(connection =>
    {
        StoreQuery.Run(connection, StoreOutboxSql.SetAside, item.Id, UnixTime.Nanoseconds(_time.GetUtcNow().UtcDateTime), reason, detail);
        StoreQuery.Run(connection, StoreOutboxSql.Remove, item.Id);
    });

    public async Task WaitAsync(TimeSpan longest, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(longest);
        try
        {
            await _news.Reader.ReadAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
        }
    }

    /// <summary>Something was accepted.</summary>
    public void Notify() => _news.Writer.TryWrite(true);

    public void Dispose()
    {
        lock (_gate)
        {
            if (_isClosed)
                return;
            Look();
            _isClosed = true;
            _connection.Dispose();
        }
    }

    private void Look()
    {
        try
        {
            _known = StoreOutboxCounts.Of(_connection, Target, _target);
        }
        catch (SqliteException)
        {
        }
    }

    private T Read<T>(Func<T> read)
    {
        lock (_gate)
        {
            try
            {
                return read();
            }
            catch (SqliteException e)
            {
                throw new StoreException(_file, e);
            }
        }
    }
}
