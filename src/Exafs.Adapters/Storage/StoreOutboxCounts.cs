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
        long[] books = [.. Rows(connection, StoreOutboxSql.Counts, target, row => Enumerable.Range(0, 5).Select(row.GetInt64).ToArray()).Single()];
        long? oldest = Rows(connection, StoreOutboxSql.Oldest, target, row => row.IsDBNull(0) ? (long?)null : row.GetInt64(0)).Single();
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
            Rows(connection, sql, target, row => KeyValuePair.Create(row.GetString(0), row.GetInt64(1))).ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    private static List<T> Rows<T>(SqliteConnection connection, string sql, long target, Func<SqliteDataReader, T> of)
    {
        using SqliteCommand command = StoreOutbox.Command(connection, sql, target);
        using SqliteDataReader rows = command.ExecuteReader();
        var all = new List<T>();
        while (rows.Read())
            all.Add(of(rows));
        return all;
    }
}
