using System.Collections.Immutable;

namespace Exafs.Pipeline;

/// <summary>What was found on each series first, and holds for its later scans. A value: <see cref="Next"/> gives the state after one more finding.</summary>
public sealed record SeriesMemory<T>
    where T : class
{
    /// <summary>So many series are held at a time, unless told otherwise; then the one longest held is let go.</summary>
    public const int HeldSeries = 1024;

    /// <summary>How many are held at a time.</summary>
    public int Most { get; init; } = HeldSeries;

    private ImmutableDictionary<SeriesKey, T> _held = ImmutableDictionary<SeriesKey, T>.Empty;
    private ImmutableQueue<SeriesKey> _order = [];

    /// <summary>What the series is held to; null when nothing was found on it yet.</summary>
    public T? For(SeriesKey series) => _held.GetValueOrDefault(series);

    /// <summary>Holds the series to what was found on it first; a later finding changes nothing.</summary>
    public SeriesMemory<T> Next(SeriesKey series, T found)
    {
        if (_held.ContainsKey(series))
            return this;
        var (held, order) = (_held, _order);
        if (held.Count == Most)
        {
            order = order.Dequeue(out var oldest);
            held = held.Remove(oldest);
        }

        return this with { _held = held.Add(series, found), _order = order.Enqueue(series) };
    }
}
