using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Exafs.Lab.Simulate;

/// <summary>Several at once.</summary>
public static class Workers
{
    /// <summary>Works every item, so many at once, in their order. The first exception ends the others, and is thrown.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static void ForEach<T>(IEnumerable<T> items, int jobs, Action<T, CancellationToken> work, CancellationToken stopping)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        ExceptionDispatchInfo? first = null;
        var options = new ParallelOptions { MaxDegreeOfParallelism = jobs };
        var queue = Partitioner.Create(items, EnumerablePartitionerOptions.NoBuffering);
        Parallel.ForEach(queue, options, (item, state) =>
        {
            try
            {
                if (ending.IsCancellationRequested) state.Stop();
                else work(item, ending.Token);
            }
            catch (Exception error)
            {
                // A cancelled item comes after the one that was the cause.
                Interlocked.CompareExchange(ref first, ExceptionDispatchInfo.Capture(error), null);
                ending.Cancel();
                state.Stop();
            }
        });
        stopping.ThrowIfCancellationRequested();
        first?.Throw();
    }
}
