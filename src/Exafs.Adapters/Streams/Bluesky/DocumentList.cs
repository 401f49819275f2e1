using Exafs.Adapters.ScanV1;

namespace Exafs.Adapters.Streams.Bluesky;

/// <summary>A list, a tuple or a set of a document.</summary>
internal sealed class DocumentList
{
    private DocumentValue[] _items = [];

    public DocumentList()
    {
    }

    public DocumentList(ReadOnlySpan<DocumentValue> items) => Add(items);

    public int Count { get; private set; }

    /// <summary>Lists and maps within each other, this one included.</summary>
    public int Depth { get; private set; } = 1;

    public DocumentValue this[int at] => at < Count ? _items[at] : default;

    public void Add(DocumentValue item) => Add([item]);

    public void Add(ReadOnlySpan<DocumentValue> items)
    {
        int count = Count + items.Length;
        if (count > _items.Length)
            Array.Resize(ref _items, Count == 0 ? count : Math.Max(count, 2 * Count));
        items.CopyTo(_items.AsSpan(Count));
        Count = count;
        foreach (DocumentValue item in items)
            Depth = Deepest(Depth, item);
    }

    /// <summary>False where one of the items is no number.</summary>
    public bool TryNumbers(out double[] values)
    {
        values = new double[Count];
        for (int i = 0; i < values.Length; i++)
        {
            if (!_items[i].TryScalar(out values[i]))
                return false;
        }

        return true;
    }

    internal static int Deepest(int depth, DocumentValue child)
    {
        int below = child.List?.Depth ?? child.Map?.Depth ?? 0;
        depth = Math.Max(depth, below + 1);
        return depth <= BlueskyLimits.Depth ? depth : throw new ScanV1Exception("too_deep", $"more than {BlueskyLimits.Depth} maps and lists within each other");
    }
}
