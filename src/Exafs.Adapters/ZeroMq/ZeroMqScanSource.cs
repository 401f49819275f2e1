using System.Runtime.CompilerServices;
using Exafs.Adapters.ScanV1;
using Exafs.Pipeline;
using Exafs.Signal;

namespace Exafs.Adapters.ZeroMq;

/// <summary>Scans of exafs-scan-v1 from ZeroMQ. What was received is never lost: when the reader is slow the socket waits, and what cannot be decoded is a scan with a defect.</summary>
public sealed class ZeroMqScanSource(ZeroMqOptions options, TimeProvider clock) : IScanSource
{
    private readonly ZeroMqReceiver _receiver = new(options, clock);
    private readonly ScanV1Reader _reader = new(options.Assembly.Limits);
    private long _messages;
    private long _bytes;
    private long _defective;
    private long _late;
    private long _lastTicks;

    /// <summary>What the source has seen so far; may be read from any thread.</summary>
    public ZeroMqCounts Counts => new(
        Interlocked.Read(ref _messages),
        Interlocked.Read(ref _bytes),
        Interlocked.Read(ref _defective),
        Interlocked.Read(ref _late),
        _receiver.Connected,
        _receiver.Disconnected)
    {
        LastMessage = Interlocked.Read(ref _lastTicks) is var ticks and > 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null,
    };

    /// <inheritdoc/>
    /// <remarks>Cancellation is the end of the stream: what had been received by then still comes, then the scans that were growing, as aborted.</remarks>
    public async IAsyncEnumerable<Scan> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var assembler = new ScanAssembler(options.Assembly, clock);
        await foreach (ZeroMqMessage received in _receiver.ReceiveAllAsync(cancellation).ConfigureAwait(false))
        {
            (assembler, var scans) = received.Payload is { } payload
                ? assembler.Next(Read(payload), received.Received)
                : assembler.Expire(received.Received);
            Interlocked.Exchange(ref _late, assembler.LateMessages);
            foreach (Scan scan in scans)
                yield return scan;
        }

        foreach (Scan scan in assembler.Stop(clock.GetTimestamp()).Scans)
            yield return scan;
    }

    private ScanV1Message Read(byte[] payload)
    {
        ScanV1Message message = _reader.Read(payload);
        Interlocked.Increment(ref _messages);
        Interlocked.Exchange(ref _lastTicks, clock.GetUtcNow().UtcTicks);
        Interlocked.Add(ref _bytes, payload.Length);
        if (message.Defect is not null)
            Interlocked.Increment(ref _defective);
        return message;
    }
}
