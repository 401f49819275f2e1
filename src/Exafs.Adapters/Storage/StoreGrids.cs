using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace Exafs.Adapters.Storage;

/// <summary>Axes, stored once per content. The last few are remembered, since a series uses the same ones again and again.</summary>
internal sealed class StoreGrids(SqliteConnection connection) : IDisposable
{
    private const int Remembered = 16;
    private readonly StoreStatement _find = new(connection, "SELECT id FROM grid WHERE sha256 = $0", 1);
    private readonly StoreStatement _insert = new(connection, "INSERT INTO grid (sha256, n, points) VALUES ($0, $1, $2) RETURNING id", 3);
    private readonly List<(ImmutableArray<double> Points, long Id)> _recent = [];

    /// <summary>The id of the axis; null for an empty one.</summary>
    public long? Id(ImmutableArray<double> points)
    {
        if (points.IsEmpty)
            return null;
        int at = _recent.FindIndex(g => g.Points == points || g.Points.AsSpan().SequenceEqual(points.AsSpan()));
        if (at >= 0)
            return _recent[at].Id;

        byte[] bytes = StoreBlob.Doubles(points)!;
        byte[] hash = SHA256.HashData(bytes);
        long id = _find.Get(hash) ?? _insert.Get(hash, (long)points.Length, bytes)!.Value;
        if (_recent.Count == Remembered)
            _recent.RemoveAt(0);
        _recent.Add((points, id));
        return id;
    }

    /// <summary>After a transaction that was undone, its ids are void.</summary>
    public void Forget() => _recent.Clear();

    public void Dispose()
    {
        _find.Dispose();
        _insert.Dispose();
    }
}
