using Exafs.Adapters.ScanV1;
using Exafs.Adapters.Streams;
using Exafs.Adapters.ZeroMq;
using Exafs.Pipeline;
using Exafs.Signal;

namespace Exafs.Adapters.Recording;

/// <summary>
/// Scans from a recording, as <see cref="ZeroMqScanSource"/> would have given them: its only clock is the times at which the messages came then, so that the same file gives the same scans
/// in any year and at any pace. Growing scans are not shown.
/// </summary>
/// <param name="recording">Read once; whoever opened it disposes of it.</param>
/// <param name="stream">What the messages are.</param>
/// <param name="assembly">How growing scans are put together.</param>
public sealed class RecordedScanSource(RecordingReader recording, StreamOptions stream, ScanAssemblerOptions assembly) : IScanSource
{
    /// <summary>So often a socket that is idle looks at what has fallen silent.</summary>
    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(50);

    private readonly StreamScans _scans = new(stream, assembly with { SnapshotInterval = TimeSpan.MaxValue }, new RecordedClock());

    /// <summary>What the source has seen so far; may be read from any thread.</summary>
    public ZeroMqCounts Counts => new(_scans.Messages, _scans.Bytes, _scans.Defective, _scans.Late, 0, 0) { LastMessage = _scans.LastMessage, Formats = _scans.Formats };

    /// <inheritdoc/>
    /// <remarks>The time of receipt is of no clock that runs, so scans have none, and no latency is told of them.</remarks>
    public async IAsyncEnumerable<Scan> ReadAllAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (Scan scan in _scans.Of(Messages(cancellation)).ConfigureAwait(false))
            yield return scan with { ReceivedTimestamp = 0 };
    }

    private async IAsyncEnumerable<ZeroMqMessage> Messages([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.Yield();
        TimeSpan last = TimeSpan.Zero;
        foreach (RecordedMessage one in recording.Messages())
        {
            if (cancellation.IsCancellationRequested)
                yield break;
            if (Tick(last, one.Elapsed) is { } idle)
                yield return idle;
            last = one.Elapsed;
            yield return new(one.Message, last.Ticks);
        }

        if (recording.Ended is { } end && Tick(last, end) is { } silence)
            yield return silence;
    }

    // The last look of an idle socket before the next message does for all before it.
    private static ZeroMqMessage? Tick(TimeSpan last, TimeSpan next) =>
        next - last >= s_tick ? new(null, last.Ticks + ((next - last).Ticks / s_tick.Ticks * s_tick.Ticks)) : null;
}
