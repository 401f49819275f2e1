namespace Exafs.Pipeline.Changes;

/// <summary>Reports → findings, each series watched by itself. Not thread-safe; the same finished reports give the same findings, bit for bit, where nobody has it learn anew.</summary>
public sealed class ChangeDetection(ChangeOptions options)
{
    /// <summary>So many series are watched at a time; then the one longest not seen is let go.</summary>
    public const int WatchedSeries = 64;

    private readonly Dictionary<SeriesKey, (SeriesWatch Watch, long Seen)> _series = [];
    private long _reports;
    private int _isToForget;

    /// <summary>From the next report on every series is learnt anew: what is normal, and what is new. From any thread.</summary>
    public void LearnAnew() => Volatile.Write(ref _isToForget, 1);

    /// <summary>What one finished report says.</summary>
    public ScanFindings Next(ScanReport report)
    {
        if (Interlocked.Exchange(ref _isToForget, 0) == 1) _series.Clear();
        var key = SeriesKey.Of(report.Scan);
        if (!_series.TryGetValue(key, out var known))
        {
            if (_series.Count == WatchedSeries) _series.Remove(_series.MinBy(series => series.Value.Seen).Key);
            known = (new(key, options), 0);
        }

        _series[key] = (known.Watch, ++_reports);
        try
        {
            return known.Watch.Next(report);
        }
        catch (Exception bug)
        {
            // One scan that nobody thought of must not end the watch: the series is learnt anew, and it is said.
            _series.Remove(key);
            return new(report, ScanFeatures.Of(report),
            [
                new ChangeEvent
                {
                    Series = key,
                    Kind = ChangeKind.Instrument,
                    Cause = "internal_error",
                    ScanId = report.Scan.ScanId,
                    Sequence = report.Scan.Sequence,
                    FirstScanId = report.Scan.ScanId,
                    Time = report.Scan.MidTime,
                    Confidence = 1,
                    Detail = $"{bug.GetType().Name}: {bug.Message}",
                },
            ]);
        }
    }
}
