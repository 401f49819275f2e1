using Microsoft.Data.Sqlite;

namespace Exafs.Adapters.Storage;

/// <summary>The store cannot be opened, read or written, and why; nothing of the batch was written.</summary>
public sealed class StoreException : IOException
{
    public StoreException(string message)
        : base(message)
    {
    }

    public StoreException(string file, SqliteException cause)
        : base($"{file}: {Explain(cause)} (SQLite {cause.SqliteExtendedErrorCode}: {cause.Message})", cause)
    {
    }

    private static string Explain(SqliteException cause) => cause.SqliteErrorCode switch
    {
        5 or 6 => "another program holds the file locked",
        8 => "the file or its folder is read-only",
        10 => "the disk does not read or write",
        11 => "the file is corrupt",
        13 => "the disk, or the size that the file may have, is full",
        14 => "the file cannot be opened or made",
        26 => "the file is not a database",
        _ => "the database does not take it",
    };
}
