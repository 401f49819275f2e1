using Microsoft.Data.Sqlite;

namespace Exafs.Adapters.Storage;

/// <summary>Dead letters get another chance, also while the daemon runs: it finds them in its outbox within a second.</summary>
public static class DeadLetterBox
{
    /// <summary>Puts dead letters back into the outbox.</summary>
    /// <param name="file">The store.</param>
    /// <param name="target">Of this one alone; null: of all.</param>
    /// <param name="reason">Those that died of this alone; null: of anything.</param>
    /// <returns>How many.</returns>
    /// <exception cref="StoreException">There is no such store, or it cannot be written.</exception>
    public static int Retry(string file, string? target, string? reason)
    {
        using var connection = StoreQuery.Connection(file, SqliteOpenMode.ReadWrite);
        try
        {
            connection.Open();
            if (StoreSchema.Check(connection, file) < StoreSchema.OutboxSince)
                return 0;
            using SqliteTransaction transaction = connection.BeginTransaction();
            StoreQuery.Run(connection, StoreOutboxSql.Retry, target, reason);
            int retried = StoreQuery.Run(connection, StoreOutboxSql.Retried, target, reason);
            StoreQuery.Run(connection, StoreOutboxSql.Superseded);
            transaction.Commit();
            return retried;
        }
        catch (SqliteException e)
        {
            throw new StoreException(file, e);
        }
    }
}
