using System.Reactive.Concurrency;

namespace Exafs.Tests.Pipeline;

/// <summary>A clock that stands still until it is told to go on, for timers and time-outs: an Rx scheduler as a TimeProvider.</summary>
internal sealed class VirtualTime : TimeProvider
{
    private readonly HistoricalScheduler _scheduler = new(DateTimeOffset.UnixEpoch);
    private readonly Lock _gate = new();
    private int _pending;

    public override DateTimeOffset GetUtcNow() => _scheduler.Now;

    public override long GetTimestamp() => _scheduler.Now.Ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Goes on from timer to timer until the task has ended; gives the time that this took.</summary>
    public async Task<TimeSpan> RunUntilAsync(Task task)
    {
        var start = _scheduler.Now;
        while (!task.IsCompleted)
        {
            if (Volatile.Read(ref _pending) == 0)
                await Task.Yield();
            else
                Advance(TimeSpan.FromMilliseconds(1));
        }

        await task;
        return _scheduler.Now - start;
    }

    public void Advance(TimeSpan by)
    {
        lock (_gate)
            _scheduler.AdvanceBy(by);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Timer(VirtualTime time, TimerCallback callback, object? state) : ITimer
    {
        private IDisposable? _due;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                Cancel();
                if (dueTime == Timeout.InfiniteTimeSpan)
                    return true;
                Interlocked.Increment(ref time._pending);
                _due = time._scheduler.Schedule(time._scheduler.Now + dueTime, () =>
                {
                    _due = null;
                    Interlocked.Decrement(ref time._pending);
                    callback(state);
                });
                return true;
            }
        }

        public void Dispose()
        {
            lock (time._gate)
                Cancel();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Cancel()
        {
            if (_due is null)
                return;
            _due.Dispose();
            _due = null;
            Interlocked.Decrement(ref time._pending);
        }
    }
}
