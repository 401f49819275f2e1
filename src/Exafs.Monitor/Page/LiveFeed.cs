using System.Numerics;
using Exafs.Adapters.Storage;
using Exafs.Monitor.Options;

namespace Exafs.Monitor.Page;

/// <summary>
/// Makes an edition ten times a second while somebody looks, once for all of them: the scan that grows or came last from the stream's books, everything that has a past
/// from the store, so that what a page shows is what is kept. A store that cannot be read leaves the rest as it is.
/// </summary>
internal sealed class LiveFeed(MonitorOptions options, Monitoring monitoring, Func<LiveFeed, byte[]> state)
{
    /// <summary>Between two editions.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>Å; waterfalls end here.</summary>
    public const double WaterfallRMax = 6;

    private const int ChunksKept = 100, EntriesPerChunk = 1000, ColumnsPerChunk = 20, StateEvery = 10;
    private static readonly TimeSpan s_runHolds = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private LiveEdition _edition = LiveEdition.First;
    private TaskCompletionSource _next = New();
    private TaskCompletionSource _came = New();
    private int _viewers;
    private StoreHistory? _history;
    private object? _shown, _firing;
    private long _lastEvent = -1;
    private bool _isWithoutRow;
    private DateTimeOffset _runSeen;
    private int _bugs;

    /// <summary>Why the store could not be read the last time; null: it could.</summary>
    public string? Trouble { get; private set; }

    /// <summary>How many look.</summary>
    public int Viewers => Volatile.Read(ref _viewers);

    /// <summary>Somebody looks until the answer is disposed.</summary>
    public IDisposable Look()
    {
        if (Interlocked.Increment(ref _viewers) == 1)
            _came.TrySetResult();
        return new Leave(this);
    }

    /// <summary>The present edition, and what completes when there is another.</summary>
    public (LiveEdition Edition, Task Next) Present()
    {
        lock (_gate)
            return (_edition, _next.Task);
    }

    /// <summary>Until the end.</summary>
    public async Task RunAsync(CancellationToken ended)
    {
        using var timer = new PeriodicTimer(Interval, monitoring.Time);
        try
        {
            var tick = timer.WaitForNextTickAsync(ended).AsTask();
            while (true)
            {
                // Who comes first need not wait for the tick.
                if (await Task.WhenAny(tick, _came.Task).ConfigureAwait(false) == tick)
                {
                    if (!await tick.ConfigureAwait(false))
                        break;
                    tick = timer.WaitForNextTickAsync(ended).AsTask();
                }
                else
                {
                    _came = New();
                }

                if (Viewers > 0)
                    Publish(Tried(_edition with { Number = _edition.Number + 1 }));
                else if (_history is not null)
                    Rest();
            }
        }
        catch (OperationCanceledException)
        {
        }
        finally
        {
            Rest();
        }
    }

    // Nobody looks: the file is closed, and whoever comes next begins with a whole edition.
    private void Rest()
    {
        _history?.Dispose();
        (_history, _shown, _firing, _lastEvent) = (null, null, null, -1);
        lock (_gate)
            _edition = LiveEdition.First with { Number = _edition.Number };
    }

    // A page that shows nothing must not be silent about why, and must not end the daemon.
    private LiveEdition Tried(LiveEdition edition)
    {
        try
        {
            return Next(edition);
        }
        catch (Exception bug) when (bug is not OperationCanceledException)
        {
            if (BitOperations.IsPow2(++_bugs))
                monitoring.Events.Warn($"live page: {bug.GetType().Name}: {bug.Message}{(_bugs > 1 ? $" (number {_bugs} of these)" : "")}");
            return edition;
        }
    }

    private LiveEdition Next(LiveEdition edition)
    {
        try
        {
            _history ??= new(options.Store.Path);
            edition = Scans(edition, _history);
            edition = Happened(edition, _history);
            Trouble = null;
        }
        catch (StoreException unreadable)
        {
            Trouble = unreadable.Message;
            _history?.Dispose();
            _history = null;
        }

        if (monitoring.Summary is { Latest: { } latest } summary && (!ReferenceEquals(latest, _shown) || _isWithoutRow))
        {
            var report = summary.Growing ?? latest;
            var row = Row(report.Scan.RunId, report.Scan.ScanId);
            if (!ReferenceEquals(latest, _shown) || row is not null)
                edition = edition with { Now = new(PageFrames.Now(report, row, options.Reduction.Fourier.Kweight, monitoring.Time), edition.Number) };

            // What has just come is told before the store has it, and its row when it has.
            (_shown, _isWithoutRow) = (latest, row is null && !report.Scan.IsSnapshot);
        }

        if (edition.State is null || edition.Number % StateEvery == 0 || !ReferenceEquals(monitoring.Track.Firing, _firing))
        {
            _firing = monitoring.Track.Firing;
            edition = edition with { State = new(state(this), edition.Number) };
        }

        return edition;
    }

    private long? Row(string runId, string scanId)
    {
        try
        {
            return _history?.Row(runId, scanId);
        }
        catch (StoreException)
        {
            return null;
        }
    }

    private LiveEdition Scans(LiveEdition edition, StoreHistory history)
    {
        var now = monitoring.Time.GetUtcNow();
        if (history.Newest() is not { } newest)
            return edition;

        // Of two runs that come at the same time the one that is shown stays.
        if (edition.RunId is null || (newest.RunId != edition.RunId && now - _runSeen > s_runHolds))
        {
            (_runSeen, _lastEvent) = (now, -1);
            return edition with { RunId = newest.RunId, Last = newest.Row, Chunks = [], Events = null, RunSince = edition.Number };
        }

        if (newest.Row <= edition.Last || history.LastRow(edition.RunId, edition.Last) is not { } last)
            return edition;
        _runSeen = now;
        var chunk = new LiveEdition.Chunk(
            edition.Last,
            last,
            PageFrames.Track(edition.RunId, history.Track(edition.RunId, edition.Last + 1, last, EntriesPerChunk)),
            PageFrames.Waterfall(edition.RunId, history.Waterfall(edition.RunId, edition.Last + 1, last, ColumnsPerChunk, WaterfallRMax)));
        var chunks = edition.Chunks.Enqueue(chunk);
        return edition with { Last = last, Chunks = chunks.Count() > ChunksKept ? chunks.Dequeue() : chunks };
    }

    private LiveEdition Happened(LiveEdition edition, StoreHistory history)
    {
        if (edition.RunId is not { } run || history.LastEvent() is var last && last == _lastEvent)
            return edition;
        using var store = new StoreReader(options.Store.Path);
        edition = edition with { Events = new(PageFrames.Events(run, store.Events(run), scan => history.Row(run, scan)), edition.Number) };
        _lastEvent = last;
        return edition;
    }

    private void Publish(LiveEdition edition)
    {
        TaskCompletionSource published;
        lock (_gate)
        {
            _edition = edition;
            (published, _next) = (_next, New());
        }

        published.SetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Leave(LiveFeed feed) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
                Interlocked.Decrement(ref feed._viewers);
        }
    }
}
