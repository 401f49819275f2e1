using System.Collections.Immutable;

namespace Exafs.Pipeline.Delivery;

/// <summary>
/// Brings what is in the outbox to one target, batch by batch, one request at a time. What the target takes is marked; what it does not take now is tried again
/// for as long as it needs; what it will never take is found by halving the batch, and set aside.
/// </summary>
public sealed class Deliverer(IOutbox outbox, ISink<string> target, DeliveryOptions options, TimeProvider time, Action<SinkTrouble>? trouble = null)
{
    /// <summary>The reason under which a target refuses a request that it would take in parts.</summary>
    public const string TooLarge = "too_large";

    /// <summary>So often an empty outbox is looked at, for what another program puts there.</summary>
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private ImmutableSortedDictionary<string, (long Attempts, bool Retryable)> _failures = ImmutableSortedDictionary.Create<string, (long, bool)>(StringComparer.Ordinal);
    private (string Text, bool NeedsHelp)? _trouble;
    private int _batch = options.LargestBatch;

    /// <summary>How it stands; from any thread.</summary>
    public DeliveryStatus Status
    {
        get
        {
            lock (_gate)
                return new() { Counts = outbox.Counts, Failures = _failures, Trouble = _trouble?.Text, NeedsHelp = _trouble is { NeedsHelp: true } };
        }
    }

    /// <summary>Delivers until told to end; then until nothing waits or the next failure, and what is left waits for the next start.</summary>
    /// <param name="ending">Nothing more will be accepted.</param>
    /// <param name="abandon">The end of patience.</param>
    public async Task RunAsync(CancellationToken ending, CancellationToken abandon)
    {
        var (backoff, newest) = (options.Backoff, false);
        while (!abandon.IsCancellationRequested)
        {
            var last = ending.IsCancellationRequested;
            try
            {
                var most = _batch;
                var items = outbox.Take(most, newest);
                if (items.Count == 0)
                {
                    if (last) return;
                    await outbox.WaitAsync(s_look, ending).ConfigureAwait(false);
                    continue;
                }

                await DeliverAsync(items, abandon).ConfigureAwait(false);
                newest = options.NewestToo && items.Count == most && !newest;
                backoff = options.Backoff;
            }
            catch (OperationCanceledException) when (ending.IsCancellationRequested || abandon.IsCancellationRequested)
            {
            }
            catch (Exception failure)
            {
                backoff = backoff.Next();
                var wait = Wait(backoff, failure);
                Failed(failure);
                trouble?.Invoke(new SinkTrouble(outbox.Target, backoff.Failures, 1, wait, failure));
                if (last) return;
                await Task.Delay(wait, time, ending).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).ConfigureAwait(false);
            }
        }
    }

    private async Task DeliverAsync(IReadOnlyList<OutboxItem> items, CancellationToken abandon)
    {
        try
        {
            await WriteOnceAsync(items, abandon).ConfigureAwait(false);
        }
        catch (UndeliverableException refused) when (items.Count == 1)
        {
            outbox.SetAside(items[0], refused.Reason, refused.Message);
            Failed(refused, retryable: false);
            trouble?.Invoke(new SinkTrouble(outbox.Target, 1, 1, null, refused));
            return;
        }
        catch (UndeliverableException refused)
        {
            if (refused.Reason == TooLarge) Shrink();
            var half = items.Count / 2; // so the few that are meant are found in a few attempts
            await DeliverAsync([.. items.Take(half)], abandon).ConfigureAwait(false);
            await DeliverAsync([.. items.Skip(half)], abandon).ConfigureAwait(false);
            return;
        }
        catch (TimeoutException)
        {
            Shrink();
            throw;
        }

        await MarkAsync(items, abandon).ConfigureAwait(false);
        _batch = Math.Min(options.LargestBatch, _batch + 1 + (_batch / 16));
        lock (_gate) _trouble = null;
    }

    // What the target has is not sent again because the disk is full: only the mark is tried again.
    private async Task MarkAsync(IReadOnlyList<OutboxItem> items, CancellationToken abandon)
    {
        for (var backoff = options.Backoff.Next(); ; backoff = backoff.Next())
        {
            try
            {
                outbox.Delivered(items);
                return;
            }
            catch (IOException failure)
            {
                var wait = backoff.Delay(Random.Shared.NextDouble());
                Failed(failure);
                trouble?.Invoke(new SinkTrouble(outbox.Target, backoff.Failures, items.Count, wait, failure));
                await Task.Delay(wait, time, abandon).ConfigureAwait(false);
            }
        }
    }

    private void Shrink() => _batch = Math.Max(1, _batch / 2);

    private TimeSpan Wait(Backoff backoff, Exception failure)
    {
        var own = backoff.Delay(Random.Shared.NextDouble());
        if (failure is not DeliveryException { RetryAfter: { } asked }) return own;
        return asked < own ? own : asked < options.LongestRetryAfter ? asked : options.LongestRetryAfter;
    }

    private void Failed(Exception failure, bool? retryable = null)
    {
        var (reason, helpless) = failure switch
        {
            DeliveryException known => (known.Reason, known.NeedsHelp),
            UndeliverableException refused => (refused.Reason, false),
            TimeoutException => ("timeout", false),
            HttpRequestException => ("unreachable", false),
            _ => ("failed", false),
        };
        lock (_gate)
        {
            _failures = _failures.SetItem(reason, (_failures.GetValueOrDefault(reason).Attempts + 1, retryable ?? !helpless));
            if (failure is not UndeliverableException) _trouble = (failure.Message, helpless);
        }
    }

    private async Task WriteOnceAsync(IReadOnlyList<OutboxItem> items, CancellationToken abandon)
    {
        using var limit = new CancellationTokenSource(options.WriteTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(abandon, limit.Token);
        try
        {
            await target.WriteAsync([.. items.Select(item => item.Body)], either.Token).WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (Exception) when (limit.IsCancellationRequested && !abandon.IsCancellationRequested)
        {
            throw new TimeoutException($"no answer within {options.WriteTimeout.TotalSeconds:g3} s");
        }
    }
}
