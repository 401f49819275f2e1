namespace Exafs.Adapters.Streams.Bluesky;

/// <summary>
/// Numbers of the scans of each run. A RunEngine's scan_id counts its runs, also those that are no spectra or are of other samples: from a run's first scan_id on, its own scans are counted,
/// and beside them the scan_ids that were never seen, since those may have been scans that were lost.
/// </summary>
internal sealed class BlueskyNumbers
{
    private const int RememberedRuns = 64, LargestGap = 1000;

    private readonly Dictionary<string, (long Number, long Missing)> _runs = [];
    private readonly Queue<string> _order = [];
    private long? _last;
    private long _missing;

    /// <summary>A run began, whatever it is.</summary>
    public void Saw(long number)
    {
        if (_last is { } last && number > last + 1 && number - last <= LargestGap)
            _missing += number - last - 1;
        _last = number;
    }

    /// <summary>The number of a scan that begins.</summary>
    /// <param name="runId">Its run.</param>
    /// <param name="scanNumber">The scan_id.</param>
    /// <param name="lost">Scans of the same start document that were lost before this one.</param>
    public long Next(string runId, long scanNumber, long lost)
    {
        bool isKnown = _runs.TryGetValue(runId, out (long Number, long Missing) before);
        long number = isKnown ? before.Number + 1 + _missing - before.Missing + lost : scanNumber;
        _runs[runId] = (number, _missing);
        if (!isKnown)
            _order.Enqueue(runId);
        if (_order.Count > RememberedRuns)
            _runs.Remove(_order.Dequeue());
        return number;
    }
}
