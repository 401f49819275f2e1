using System.Reactive.Linq;
using Exafs.Signal;

namespace Exafs.Pipeline;

/// <summary>Where pulling turns into pushing.</summary>
public static class ScanSourceStream
{
    /// <summary>
    /// Pulls the source on a task of its own into a bounded queue, and pushes whatever waits there as batches: one at a time, never empty, never waited for.
    /// <paramref name="stopping"/> is the orderly end: no more is taken in, what came in is pushed, and the stream completes.
    /// </summary>
    public static IObservable<IReadOnlyList<Scan>> Scans(this IScanSource source, IntakeOptions options, Ledger ledger, CancellationToken stopping) =>
        Observable.Create<IReadOnlyList<Scan>>(async (observer, unsubscribed) =>
        {
            using var closed = CancellationTokenSource.CreateLinkedTokenSource(unsubscribed);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(stopping, closed.Token);
            var queue = new IntakeQueue(options.QueueLength, ledger.Superseded);
            ledger.MeasureWaitingBy(() => queue.Count);
            var filling = Task.Run(() => FillAsync(source, queue, ledger, stop.Token, closed.Token), CancellationToken.None);
            try
            {
                await Task.Run(() => PushAsync(queue, options, observer, unsubscribed), CancellationToken.None).ConfigureAwait(false);
            }
            finally
            {
                await closed.CancelAsync().ConfigureAwait(false); // whoever pushed is gone: the source must not go on filling
                await filling.ConfigureAwait(false);
            }
        });

    private static async Task FillAsync(IScanSource source, IntakeQueue queue, Ledger ledger, CancellationToken stop, CancellationToken closed)
    {
        Exception? error = null;
        try
        {
            await foreach (var scan in source.ReadAllAsync(stop).ConfigureAwait(false))
            {
                ledger.Received(scan);
                await queue.AddAsync(scan, closed).ConfigureAwait(false); // a stop does not cancel this: what was received is not lost
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
        catch (Exception thrown)
        {
            error = thrown;
        }

        queue.Complete(error);
    }

    private static async Task PushAsync(IntakeQueue queue, IntakeOptions options, IObserver<IReadOnlyList<Scan>> observer, CancellationToken unsubscribed)
    {
        // What the source threw comes out of WaitAsync once the queue is empty, and Observable.Create hands it on as OnError.
        while (await queue.WaitAsync(unsubscribed).ConfigureAwait(false))
        {
            var batch = new List<Scan>();
            do
            {
                while (batch.Count < options.LargestBatch && queue.TryTake(out var scan))
                    batch.Add(scan);
            }
            while (options.WholeBatches && batch.Count < options.LargestBatch && await MoreAsync(queue, unsubscribed).ConfigureAwait(false));
            if (batch.Count > 0)
                observer.OnNext(batch);
        }
    }

    // A source that broke is told when the loop asks again: what came before goes first.
    private static async Task<bool> MoreAsync(IntakeQueue queue, CancellationToken unsubscribed)
    {
        try
        {
            return await queue.WaitAsync(unsubscribed).ConfigureAwait(false);
        }
        catch (Exception) when (!unsubscribed.IsCancellationRequested)
        {
            return false;
        }
    }
}
