using Exafs.Signal;

namespace Exafs.Adapters.Streams.Bluesky;

/// <summary>Events of a page that belong together: one after the other with a value each, or one with whole arrays.</summary>
/// <param name="Data">Their data, as columns or as those of one event.</param>
/// <param name="First">Place of the first one in the page.</param>
/// <param name="Count">How many events.</param>
/// <param name="Defect">Why they cannot be used; null: they can.</param>
internal readonly record struct BlueskyPage(DocumentMap Data, int First, int Count, Defect? Defect = null)
{
    /// <param name="data">Columns of the page.</param>
    /// <param name="energy">The column of the energy.</param>
    /// <param name="events">Numbers of its events.</param>
    /// <param name="mostPoints">Of all events together.</param>
    public static IEnumerable<BlueskyPage> Parts(DocumentMap data, DocumentValue energy, double[] events, int mostPoints)
    {
        bool isOne = energy.TryNumbers(mostPoints, out double[] values);
        if (isOne && values.Length != events.Length)
        {
            yield return new(data, 0, 1, new("length_mismatch", $"a page of {events.Length} events has {values.Length} energies"));
            yield break;
        }

        if (isOne && IsWithoutGaps(events))
        {
            yield return new(data, 0, events.Length);
            yield break;
        }

        long points = 0;
        for (int i = 0; i < events.Length; i++)
        {
            DocumentValue row = At(energy, i);
            points += Math.Max(1, row.Array?.Count ?? row.List?.Count ?? 1);
            if (points > mostPoints)
            {
                yield return new(data, i, 1, new("too_large", $"a page has more than {mostPoints} points"));
                yield break;
            }

            yield return new(Row(data, i), i, 1);
        }
    }

    private static bool IsWithoutGaps(double[] events)
    {
        for (int i = 1; i < events.Length; i++)
        {
            if (events[i] != events[i - 1] + 1)
                return false;
        }

        return true;
    }

    private static DocumentMap Row(DocumentMap data, int at)
    {
        var row = new DocumentMap();
        row.Grow(data.Count);
        for (int i = 0; i < data.Count; i++)
            row.Add(data.Key(i), At(data.Value(i), at));
        return row;
    }

    private static DocumentValue At(DocumentValue column, int at)
    {
        if (column.List is { } list)
            return at < list.Count ? list[at] : default;
        return column.Array?.Row(at) is { } row ? row.Shape.Length == 0 ? row.ToScalar() : DocumentValue.Of(row) : default;
    }
}
