using Microsoft.Data.Sqlite;

namespace Exafs.Adapters.Storage;

/// <summary>A prepared statement that is used again and again, its parameters by position.</summary>
internal sealed class StoreStatement : IDisposable
{
    private readonly SqliteCommand _command;

    /// <param name="connection">Open.</param>
    /// <param name="sql">With parameters $0, $1, ...</param>
    /// <param name="parameters">How many.</param>
    public StoreStatement(SqliteConnection connection, string sql, int parameters)
    {
        _command = connection.CreateCommand();
        _command.CommandText = sql;
        for (int i = 0; i < parameters; i++)
            _command.Parameters.Add(new SqliteParameter($"${i}", DBNull.Value));
        _command.Prepare();
    }

    /// <summary>Runs it; parameters beyond the values are null. How many rows it changed.</summary>
    public int Run(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return _command.ExecuteNonQuery();
    }

    /// <summary>The first value of the first row; null when there is none.</summary>
    public long? Get(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return (long?)_command.ExecuteScalar();
    }

    public void Dispose() => _command.Dispose();

    private void Bind(ReadOnlySpan<object?> values)
    {
        for (int i = 0; i < _command.Parameters.Count; i++)
            _command.Parameters[i].Value = (i < values.Length ? values[i] : null) ?? DBNull.Value;
    }
}
