using System.Collections.Immutable;
using Exafs.Adapters.ScanV1;
using Exafs.Adapters.ZeroMq;
using Exafs.Signal;

namespace Exafs.Adapters.Streams;

/// <summary>Messages of a wire, or of a recording of it, → scans: decoded, put together, counted.</summary>
/// <param name="options">What the messages are.</param>
/// <param name="assembly">How growing scans are put together.</param>
/// <param name="clock">Tells how long the timestamps of the messages are; never read.</param>
public sealed class StreamScans(StreamOptions options, ScanAssemblerOptions assembly, TimeProvider clock)
{
    private readonly IStreamDecoder _decoder = StreamDecoders.Of(options);
    private readonly long[] _formats = new long[Enum.GetValues<StreamFormat>().Length];
    private long _messages, _bytes, _defective, _late, _lastTicks;

    /// <summary>Messages received.</summary>
    public long Messages => Interlocked.Read(ref _messages);

    /// <summary>Messages of each format that came.</summary>
    public ImmutableArray<(StreamFormat Format, long Messages)> Formats =>
        [.. Enum.GetValues<StreamFormat>().Select(format => (format, Interlocked.Read(ref _formats[(int)format]))).Where(one => one.Item2 > 0)];

    /// <summary>Bytes of their frames.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Messages that could not be used.</summary>
    public long Defective => Interlocked.Read(ref _defective);

    /// <summary>Messages for scans that had ended already, left out.</summary>
    public long Late => Interlocked.Read(ref _late);

    /// <summary>When the last message came; null: none yet.</summary>
    public DateTimeOffset? LastMessage => Interlocked.Read(ref _lastTicks) is var ticks and > 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>All scans until the messages end; then those that were growing, as aborted.</summary>
    public async IAsyncEnumerable<Scan> Of(IAsyncEnumerable<ZeroMqMessage> received)
    {
        var assembler = new ScanAssembler(assembly, clock);
        long now = 0;
        await foreach (ZeroMqMessage one in received.ConfigureAwait(false))
        {
            now = one.Received;
            if (one.Message is not { } message)
            {
                (assembler, var expired) = assembler.Expire(now);
                foreach (Scan scan in expired)
                    yield return scan;
                continue;
            }

            foreach (ScanV1Message step in Read(message))
            {
                (assembler, var scans) = assembler.Next(step, now);
                foreach (Scan scan in scans)
                    yield return scan;
            }

            Interlocked.Exchange(ref _late, assembler.LateMessages);
        }

        foreach (Scan scan in assembler.Stop(now).Scans)
            yield return scan;
    }

    private IReadOnlyList<ScanV1Message> Read(WireMessage message)
    {
        IReadOnlyList<ScanV1Message> steps = _decoder.Decode(message);
        Interlocked.Increment(ref _messages);
        Interlocked.Increment(ref _formats[(int)_decoder.Format]);
        Interlocked.Exchange(ref _lastTicks, message.Arrived.UtcTicks);
        Interlocked.Add(ref _bytes, message.Length);
        foreach (ScanV1Message step in steps)
        {
            if (step.Defect is null)
                continue;
            Interlocked.Increment(ref _defective);
            break;
        }

        return steps;
    }
}
