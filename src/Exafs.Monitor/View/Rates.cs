using System.Collections.Immutable;

namespace Exafs.Monitor.View;

/// <summary>Scans a second, over the last minute. A value: <see cref="Next"/> gives the state after one more look at the counter.</summary>
internal sealed record Rates
{
    private const int SecondsKept = 60;

    private ImmutableQueue<double> _perSecond = [];
    private TimeSpan _since;
    private long _counted;
    private int _kept;

    /// <summary>Of each second of the last minute, oldest first.</summary>
    public IEnumerable<double> PerSecond => _perSecond;

    /// <summary>Mean over the last ten seconds.</summary>
    public double Now => _kept == 0 ? 0 : _perSecond.TakeLast(10).Average();

    /// <summary>When a scan was last received, on the clock of <see cref="Next"/>.</summary>
    public TimeSpan LastReceived { get; private init; }

    private long Seen { get; init; }

    /// <param name="elapsed">Since the start.</param>
    /// <param name="received">Scans and snapshots since the start.</param>
    public Rates Next(TimeSpan elapsed, long received)
    {
        var seen = received == Seen ? this : this with { Seen = received, LastReceived = elapsed };
        var past = elapsed - _since;
        if (past < TimeSpan.FromSeconds(1))
            return seen;
        var queue = _perSecond.Enqueue((received - _counted) / past.TotalSeconds);
        return seen with { _perSecond = _kept < SecondsKept ? queue : queue.Dequeue(), _kept = Math.Min(_kept + 1, SecondsKept), _since = elapsed, _counted = received };
    }
}
