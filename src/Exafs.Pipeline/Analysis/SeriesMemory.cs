using System.Collections.Immutable;

namespace Exafs.Pipeline;

/// <summary>What each series is held to. A value: <see cref="Next"/> gives the state after one more finding.</summary>
public sealed record SeriesMemory
{
    /// <summary>So many series are held at a time; then the one longest held is let go.</summary>
    public const int HeldSeries = 1024;

    private ImmutableDictionary<SeriesKey, SeriesHold> _held = ImmutableDictionary<SeriesKey, SeriesHold>.Empty;
    private ImmutableQueue<SeriesKey> _order = [];

    /// <summary>What the series is held to; null when nothing was found on it yet.</summary>
    public SeriesHold? For(SeriesKey series) => _held.GetValueOrDefault(series);

    /// <summary>Holds the series to what was found on it first; a later finding changes nothing.</summary>
    public SeriesMemory Next(SeriesKey series, SeriesHold found)
    {
        if (_held.ContainsKey(series))
            return this;
        var (held, order) = (_held, _order);
        if (held.Count == HeldSeries)
        {
            order = order.Dequeue(out var oldest);
            held = held.Remove(oldest);
        }

        return this with { _held = held.Add(series, found), _order = order.Enqueue(series) };
    }
}
