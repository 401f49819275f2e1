using System.Collections.Immutable;

namespace Exafs.Pipeline;

/// <summary>The edge energies that series are held to. A value: <see cref="Next"/> gives the state after one more finding.</summary>
public sealed record E0State
{
    /// <summary>So many series are held at a time; then the one longest held is let go.</summary>
    public const int HeldSeries = 1024;

    private readonly double? _everywhere;
    private ImmutableDictionary<SeriesKey, double> _held = ImmutableDictionary<SeriesKey, double>.Empty;
    private ImmutableQueue<SeriesKey> _order = [];

    /// <param name="everywhere">Edge energy that all series are held to, eV; null: each to what is found on it.</param>
    public E0State(double? everywhere) => _everywhere = everywhere;

    /// <summary>What the series is held to, eV; null when nothing was found on it yet.</summary>
    public double? For(SeriesKey series) => _everywhere ?? (_held.TryGetValue(series, out var e0) ? e0 : null);

    /// <summary>Holds the series to what was found on it first; a later finding changes nothing.</summary>
    public E0State Next(SeriesKey series, double e0)
    {
        if (For(series) is not null)
            return this;
        var (held, order) = (_held, _order);
        if (held.Count == HeldSeries)
        {
            order = order.Dequeue(out var oldest);
            held = held.Remove(oldest);
        }

        return this with { _held = held.Add(series, e0), _order = order.Enqueue(series) };
    }
}
