using Microsoft.Data.Sqlite;

namespace Exafs.Adapters.Storage;

/// <summary>Questions to a store that are asked now and then; what is asked again and again is a <see cref="StoreStatement"/>.</summary>
internal static class StoreQuery
{
    /// <summary>A connection of one's own, not opened yet.</summary>
    /// <param name="file">The store.</param>
    /// <param name="mode">Read-only, or not, and whether the file is made where there is none.</param>
    /// <param name="busySeconds">How long another writer is waited for.</param>
    public static SqliteConnection Connection(string file, SqliteOpenMode mode, int busySeconds = 30) =>
        new(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = busySeconds }.ConnectionString);

    /// <summary>Opens a store to read it, also while it is being written.</summary>
    /// <returns>The connection, and the version of the schema.</returns>
    /// <exception cref="StoreException">There is no such file, or it is no store.</exception>
    public static (SqliteConnection Connection, long Version) OpenToRead(string file)
    {
        SqliteConnection connection = Connection(file, SqliteOpenMode.ReadOnly);
        try
        {
            connection.Open();
            return (connection, StoreSchema.Check(connection, file));
        }
        catch (Exception e)
        {
            connection.Dispose();
            if (e is SqliteException unreadable)
                throw new StoreException(file, unreadable);
            throw;
        }
    }

    /// <summary>All rows, of a store that is only read.</summary>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public static List<T> Read<T>(SqliteConnection connection, string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        try
        {
            return Rows(connection, sql, read, values);
        }
        catch (SqliteException e)
        {
            throw new StoreException(connection.DataSource, e);
        }
    }

    /// <summary>With parameters $0, $1, ...</summary>
    public static SqliteCommand Command(SqliteConnection connection, string sql, params ReadOnlySpan<object?> values)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        for (int i = 0; i < values.Length; i++)
            command.Parameters.AddWithValue($"${i}", values[i] ?? DBNull.Value);
        return command;
    }

    /// <summary>How many rows it changed.</summary>
    public static int Run(SqliteConnection connection, string sql, params ReadOnlySpan<object?> values)
    {
        using SqliteCommand command = Command(connection, sql, values);
        return command.ExecuteNonQuery();
    }

    /// <summary>All rows.</summary>
    public static List<T> Rows<T>(SqliteConnection connection, string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using SqliteCommand command = Command(connection, sql, values);
        using SqliteDataReader rows = command.ExecuteReader();
        var all = new List<T>();
        while (rows.Read())
            all.Add(read(rows));
        return all;
    }
}
