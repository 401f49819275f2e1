using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Exafs.Pipeline;
using Exafs.Signal;

namespace Exafs.Tests.Pipeline;

/// <summary>A source that gives these scans; then it ends, or waits for the stop.</summary>
internal sealed class ListSource(IEnumerable<Scan> scans, bool waitsForStop = false, Exception? endsWith = null) : IScanSource
{
    private int _taken;

    /// <summary>Scans handed out so far.</summary>
    public int Taken => Volatile.Read(ref _taken);

    public async IAsyncEnumerable<Scan> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var scan in scans)
        {
            if (cancellation.IsCancellationRequested)
                yield break;
            Interlocked.Increment(ref _taken);
            yield return scan;
        }

        if (endsWith is not null)
            throw endsWith;
        if (waitsForStop)
            await Task.Delay(Timeout.Infinite, cancellation);
    }
}

/// <summary>A sink that keeps what it is given, after doing what the test wants of it.</summary>
internal sealed class ListSink<T>(Func<IReadOnlyList<T>, CancellationToken, Task>? before = null) : ISink<T>
{
    private readonly ConcurrentQueue<T> _taken = [];

    public IReadOnlyList<T> Taken => [.. _taken];

    public int LargestBatch { get; private set; }

    public async Task WriteAsync(IReadOnlyList<T> batch, CancellationToken cancellation)
    {
        if (before is not null)
            await before(batch, cancellation);
        LargestBatch = Math.Max(LargestBatch, batch.Count);
        foreach (var item in batch)
            _taken.Enqueue(item);
    }
}

/// <summary>A gate that tests open by hand.</summary>
internal sealed class Door
{
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Opened => _open.Task;

    public void Open() => _open.TrySetResult();
}

internal static class Eventually
{
    /// <summary>Waits until something that other tasks do has come true.</summary>
    public static async Task True(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!condition())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
