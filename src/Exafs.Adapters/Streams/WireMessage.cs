using System.Collections.Immutable;

namespace Exafs.Adapters.Streams;

/// <summary>One ZeroMQ message as it came over the wire.</summary>
/// <param name="Frames">Its frames, at least one; the first may be the topic.</param>
/// <param name="Arrived">When the last byte was there, UTC: for streams that say no time of their own.</param>
public readonly record struct WireMessage(ImmutableArray<ReadOnlyMemory<byte>> Frames, DateTimeOffset Arrived)
{
    /// <summary>Bytes of all frames.</summary>
    public long Length
    {
        get
        {
            long sum = 0;
            foreach (ReadOnlyMemory<byte> frame in Frames)
                sum += frame.Length;
            return sum;
        }
    }

    /// <summary>The last frame.</summary>
    public ReadOnlyMemory<byte> Payload => Frames[^1];
}
