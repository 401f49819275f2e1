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
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false, DefaultTimeout = 30 }.ConnectionString);
        try
        {
            connection.Open();
            if (StoreSchema.Check(connection, file) < StoreSchema.OutboxSince)
                return 0;
            using SqliteTransaction transaction = connection.BeginTransaction();
            Run(StoreOutboxSql.Retry);
            int retried = Run(StoreOutboxSql.Retried);
            Run(StoreOutboxSql.Superseded);
            transaction.Commit();
            return retried;

            int Run(string sql)
            {
                using SqliteCommand command = StoreOutbox.Command(connection, sql, target, reason);
                command.Transaction = transaction;
                return command.ExecuteNonQuery();
            }
        }
        catch (SqliteException e)
        {
            throw new StoreException(file, e);
        }
    }
}
