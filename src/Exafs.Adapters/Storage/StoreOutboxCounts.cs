using System.Collections.Immutable;
using Exafs.Adapters.ScanV1;
using Exafs.Pipeline.Delivery;
using Microsoft.Data.Sqlite;

namespace Exafs.Adapters.Storage;

/// <summary>The books of a target, read.</summary>
internal static class StoreOutboxCounts
{
    /// <summary>All of one moment: what a writer does meanwhile is not half seen.</summary>
    public static OutboxCounts Of(SqliteConnection connection, string name, long target)
    {
        using SqliteTransaction moment = connection.BeginTransaction(deferred: true);
        long[] books = StoreQuery.Rows(connection, StoreOutboxSql.Counts, row => Enumerable.Range(0, 5).Select(row.GetInt64).ToArray(), target).Single();
        long? oldest = StoreQuery.Rows(connection, StoreOutboxSql.Oldest, row => row.IsDBNull(0) ? (long?)null : row.GetInt64(0), target).Single();
        return new()
        {
            Target = name,
            Accepted = books[0],
            Delivered = books[1],
            Superseded = books[2],
            Waiting = books[3],
            WaitingBytes = books[4],
            Oldest = oldest is { } ns ? new DateTimeOffset(UnixTime.FromNanoseconds(ns), TimeSpan.Zero) : null,
            DeadLetters = ByReason(StoreOutboxSql.DeadLetters),
            Dropped = ByReason(StoreOutboxSql.DroppedItems),
        };

        ImmutableSortedDictionary<string, long> ByReason(string sql) =>
            StoreQuery.Rows(connection, sql, row => KeyValuePair.Create(row.GetString(0), row.GetInt64(1)), target).ToImmutableSortedDictionary(StringComparer.Ordinal);
    }
}
