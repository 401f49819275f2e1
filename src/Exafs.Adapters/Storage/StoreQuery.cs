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
