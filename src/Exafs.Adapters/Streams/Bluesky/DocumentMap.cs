using System.Globalization;
using Exafs.Adapters.ScanV1;

namespace Exafs.Adapters.Streams.Bluesky;

/// <summary>A map of a document, in the order that it was written in.</summary>
internal sealed class DocumentMap
{
    private string[] _keys = [];
    private DocumentValue[] _values = [];

    public int Count { get; private set; }

    /// <inheritdoc cref="DocumentList.Depth"/>
    public int Depth { get; private set; } = 1;

    /// <summary>The value of a key; none where the key is not there.</summary>
    public DocumentValue this[string key] => Find(key, 0) is var at and >= 0 ? _values[at] : default;

    public string Key(int at) => _keys[at];

    public DocumentValue Value(int at) => _values[at];

    /// <summary>Where a key is; -1: it is not there.</summary>
    /// <param name="key">The key.</param>
    /// <param name="guess">Where it was in the last map of its kind.</param>
    public int Find(string key, int guess)
    {
        string[] keys = _keys;
        if ((uint)guess < (uint)Count && Equal(keys[guess], key))
            return guess;
        for (int i = 0; i < Count; i++)
        {
            if (Equal(keys[i], key))
                return i;
        }

        return -1;
    }

    /// <summary>Room for so many entries more.</summary>
    public void Grow(int more)
    {
        int count = Count + more;
        if (count > BlueskyLimits.MapEntries)
            throw new ScanV1Exception("too_large", $"a map has more than {BlueskyLimits.MapEntries} entries");
        if (count <= _keys.Length)
            return;
        int room = Count == 0 ? count : Math.Max(count, 2 * Count);
        Array.Resize(ref _keys, room);
        Array.Resize(ref _values, room);
    }

    public void Add(DocumentValue key, DocumentValue value) => Add(key.Text ?? key.Integer?.ToString(CultureInfo.InvariantCulture) ?? "", value);

    public void Add(string key, DocumentValue value)
    {
        Grow(1);
        (_keys[Count], _values[Count]) = (key, value);
        Count++;
        Depth = DocumentList.Deepest(Depth, value);
    }

    private static bool Equal(string a, string b) => ReferenceEquals(a, b) || a == b;
}
