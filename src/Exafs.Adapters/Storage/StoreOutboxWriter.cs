using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Exafs.Adapters.ScanV1;
using Microsoft.Data.Sqlite;

namespace Exafs.Adapters.Storage;

/// <summary>What targets are owed → rows, in the transaction that stores what it is about.</summary>
internal sealed class StoreOutboxWriter : IDisposable
{
    /// <summary>Rows that are given up at a time where there is no more room.</summary>
    private const int GivenUp = 50;

    private readonly OutboxTarget[] _targets;
    private readonly long[] _rows;
    private readonly TimeProvider _time;
    private readonly StoreStatement _insert, _supersede, _accepted, _dropped, _giveUp;

    public StoreOutboxWriter(SqliteConnection connection, IReadOnlyList<OutboxTarget> targets, TimeProvider time)
    {
        (_targets, _time) = ([.. targets], time);
        using var target = new StoreStatement(connection, StoreOutboxSql.Target, 1);
        _rows = [.. targets.Select(known => target.Get(known.Name)!.Value)];
        _insert = new(connection, StoreOutboxSql.Insert, 5);
        _supersede = new(connection, StoreOutboxSql.Supersede, 2);
        _accepted = new(connection, StoreOutboxSql.Accepted, 3);
        _dropped = new(connection, StoreOutboxSql.Dropped, 3);
        _giveUp = new(connection, StoreOutboxSql.GiveUp, 2);
    }

    /// <summary>The row of each target, in their order.</summary>
    public IReadOnlyList<long> Rows => _rows;

    /// <summary>What each target is owed of a batch. It needs no transaction, and no lock.</summary>
    public List<OutboxEntry>[] Owed<T>(IReadOnlyList<T> batch, Func<OutboxTarget, Func<T, IEnumerable<OutboxEntry>>> of) =>
        [.. _targets.Select(target => batch.SelectMany(item => Owed(item, of(target))).ToList())];

    /// <summary>Writes it, within a transaction.</summary>
    public void Write(List<OutboxEntry>[] owed)
    {
        for (int i = 0; i < _targets.Length; i++)
        {
            if (owed[i].Count > 0)
                Write(_rows[i], owed[i], _targets[i].BytesMaximum);
        }
    }

    public void Dispose()
    {
        foreach (StoreStatement statement in (StoreStatement[])[_insert, _supersede, _accepted, _dropped, _giveUp])
            statement.Dispose();
    }

    // One that cannot be put into words must not hold up the others, nor the store.
    private static List<OutboxEntry> Owed<T>(T item, Func<T, IEnumerable<OutboxEntry>> of)
    {
        try
        {
            return [.. of(item)];
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or FormatException or OverflowException)
        {
            return [OutboxEntry.Unsendable(OutboxRank.Scan, "not_encodable")];
        }
    }

    // The time goes first: an index by a hash alone is touched all over by every batch, and every page of it is written anew.
    private static byte[]? Identity(OutboxEntry entry)
    {
        if (entry.Identity is not { } words)
            return null;
        byte[] identity = new byte[24];
        BinaryPrimitives.WriteInt64BigEndian(identity, entry.Moment);
        SHA256.HashData(Encoding.UTF8.GetBytes(words)).AsSpan(0, 16).CopyTo(identity.AsSpan(8));
        return identity;
    }

    private void Write(long target, List<OutboxEntry> entries, long bytesMaximum)
    {
        long now = UnixTime.Nanoseconds(_time.GetUtcNow().UtcDateTime)!.Value;
        int superseded = 0;
        foreach (OutboxEntry entry in entries)
        {
            if (entry.Body is null)
            {
                _dropped.Run(target, entry.Identity, 1L);
                continue;
            }

            byte[]? identity = Identity(entry);
            if (identity is not null)
                superseded += _supersede.Run(target, identity);
            _insert.Run(target, (long)entry.Rank, identity, now, entry.Body);
        }

        long waiting = _accepted.Get(target, (long)entries.Count, (long)superseded)!.Value;
        while (waiting > bytesMaximum)
        {
            int gone = _giveUp.Run(target, (long)GivenUp);
            if (gone == 0)
                break;
            _dropped.Run(target, "quota", (long)gone);
            waiting = _accepted.Get(target, 0L, 0L)!.Value;
        }
    }
}
