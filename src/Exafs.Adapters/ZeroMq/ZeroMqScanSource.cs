using Exafs.Adapters.Streams;
using Exafs.Pipeline;
using Exafs.Signal;

namespace Exafs.Adapters.ZeroMq;

/// <summary>Scans from ZeroMQ, of any format. What was received is never lost: when the reader is slow the socket waits, and what cannot be decoded is a scan with a defect.</summary>
public sealed class ZeroMqScanSource : IScanSource
{
    private readonly ZeroMqReceiver _receiver;
    private readonly StreamScans _scans;

    /// <param name="options">Where, how and what.</param>
    /// <param name="clock">For latencies, silences and the times of streams that have none.</param>
    public ZeroMqScanSource(ZeroMqOptions options, TimeProvider clock)
    {
        _receiver = new(options, clock);
        _scans = new(options.Stream, options.Assembly, clock);
    }

    /// <summary>What the source has seen so far; may be read from any thread.</summary>
    public ZeroMqCounts Counts => new(_scans.Messages, _scans.Bytes, _scans.Defective, _scans.Late, _receiver.Connected, _receiver.Disconnected) { LastMessage = _scans.LastMessage, Formats = _scans.Formats };

    /// <inheritdoc/>
    /// <remarks>Cancellation is the end of the stream: what had been received by then still comes, then the scans that were growing, as aborted.</remarks>
    public IAsyncEnumerable<Scan> ReadAllAsync(CancellationToken cancellation) => _scans.Of(_receiver.ReceiveAllAsync(cancellation));
}
