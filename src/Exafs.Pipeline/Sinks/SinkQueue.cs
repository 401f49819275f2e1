using System.Threading.Channels;

namespace Exafs.Pipeline;

/// <summary>Pushed on one side, written in batches on the other: the queue before one sink.</summary>
internal sealed class SinkQueue<T> : IObserver<T>
{
    private const string Abandoned = "abandoned";

    private readonly ISink<T> _sink;
    private readonly SinkAccount _account;
    private readonly SinkQueueOptions _options;
    private readonly TimeProvider _time;
    private readonly Action<SinkTrouble>? _trouble;
    private readonly CancellationToken _abandon;
    private readonly Channel<T> _queue;
    private readonly SemaphoreSlim? _room;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _inHand;

    public SinkQueue(ISink<T> sink, SinkAccount account, SinkQueueOptions options, TimeProvider time, Action<SinkTrouble>? trouble, CancellationToken abandon)
    {
        (_sink, _account, _options, _time, _trouble, _abandon) = (sink, account, options, time, trouble, abandon);
        var full = options.Overflow switch
        {
            Overflow.Wait => BoundedChannelFullMode.Wait,
            Overflow.LoseNewest => BoundedChannelFullMode.DropWrite,
            _ => BoundedChannelFullMode.DropOldest,
        };
        var reason = options.Overflow == Overflow.Superseded ? "superseded" : "queue_full";
        _queue = Channel.CreateBounded<T>(
            new BoundedChannelOptions(options.QueueLength) { FullMode = full, SingleReader = true, SingleWriter = true },
            _ => account.Dropped(1, reason));
        _room = options.Overflow == Overflow.Wait ? new SemaphoreSlim(options.QueueLength) : null;
        account.MeasureDepthBy(() => _queue.Reader.Count + Volatile.Read(ref _inHand));
    }

    /// <summary>Back-pressure in a push stream is a late return: where nothing may be lost, this waits for room.</summary>
    public void OnNext(T value)
    {
        _account.Offered();
        try
        {
            _room?.Wait(_abandon);
        }
        catch (OperationCanceledException)
        {
            _account.Dropped(1, Abandoned);
            return;
        }

        if (!_queue.Writer.TryWrite(value))
            _account.Dropped(1, Abandoned);
    }

    public void OnCompleted() => End(null);

    public void OnError(Exception error) => End(error);

    /// <summary>Writes until the stream has ended and the queue is empty, or until told to abandon what is left.</summary>
    public async Task RunAsync()
    {
        try
        {
            while (await _queue.Reader.WaitToReadAsync(_abandon).ConfigureAwait(false))
            {
                var batch = Take();
                await DeliverAsync(batch).ConfigureAwait(false);
                _room?.Release(batch.Count);
            }
        }
        catch (OperationCanceledException) when (_abandon.IsCancellationRequested)
        {
            _queue.Writer.TryComplete();
            var left = Interlocked.Exchange(ref _inHand, 0);
            while (_queue.Reader.TryRead(out _))
                left++;
            _account.Dropped(left, Abandoned);
            await _ended.Task.ConfigureAwait(false); // what still comes is counted, too
        }
    }

    private void End(Exception? error)
    {
        _queue.Writer.TryComplete(error);
        _ended.TrySetResult();
    }

    private List<T> Take()
    {
        var batch = new List<T>();
        while (batch.Count < _options.LargestBatch && _queue.Reader.TryRead(out var report))
        {
            batch.Add(report);
            Interlocked.Increment(ref _inHand);
        }

        return batch;
    }

    private async Task DeliverAsync(List<T> batch)
    {
        for (var backoff = _options.Backoff.Next(); ; backoff = backoff.Next())
        {
            try
            {
                await WriteOnceAsync(batch).ConfigureAwait(false);
                Settle(batch.Count);
                _account.Delivered(batch.Count);
                return;
            }
            catch (UndeliverableException refused) when (batch.Count == 1)
            {
                _account.Failed(refused.Message);
                Settle(1);
                _account.Dropped(1, refused.Reason);
                _trouble?.Invoke(new SinkTrouble(_account.Name, backoff.Failures, 1, null, refused));
                return;
            }
            catch (UndeliverableException)
            {
                var half = batch.Count / 2; // so the few that are meant are found in a few attempts
                await DeliverAsync(batch[..half]).ConfigureAwait(false);
                await DeliverAsync(batch[half..]).ConfigureAwait(false);
                return;
            }
            catch (Exception failure) when (!_abandon.IsCancellationRequested)
            {
                var wait = backoff.Delay(Random.Shared.NextDouble());
                _account.Failed(failure.Message);
                _trouble?.Invoke(new SinkTrouble(_account.Name, backoff.Failures, batch.Count, wait, failure));
                await Task.Delay(wait, _time, _abandon).ConfigureAwait(false);
            }
        }
    }

    private void Settle(int reports) => Interlocked.Add(ref _inHand, -reports);

    private async Task WriteOnceAsync(IReadOnlyList<T> batch)
    {
        using var limit = _options.WriteTimeout is { } timeout ? new CancellationTokenSource(timeout, _time) : new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_abandon, limit.Token);
        try
        {
            await _sink.WriteAsync(batch, either.Token).WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException cancelled) when (limit.IsCancellationRequested && !_abandon.IsCancellationRequested)
        {
            throw new TimeoutException($"no answer within {_options.WriteTimeout}", cancelled);
        }
    }
}
