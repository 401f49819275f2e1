using System.Buffers.Binary;

namespace Exafs.Adapters.Streams.Bsread;

/// <summary>A time as bsread gives it.</summary>
/// <param name="Seconds">Since 1970-01-01 UTC.</param>
/// <param name="Nanoseconds">0 to 999,999,999.</param>
internal readonly record struct BsreadTime(long Seconds, long Nanoseconds)
{
    public const int Bytes = 2 * sizeof(long);

    private const long Second = 1_000_000_000, LatestSeconds = 9_223_372_036;

    public double UnixSeconds => Seconds + (Nanoseconds * 1e-9);

    /// <summary>To 100 ns.</summary>
    public DateTime Utc => DateTime.UnixEpoch.AddTicks((Seconds * TimeSpan.TicksPerSecond) + (Nanoseconds / 100));

    /// <summary>Null when it is not a time between 1970 and 2262; zero, which writers send that have no clock, is none either.</summary>
    public static BsreadTime? Of(long seconds, long nanoseconds) =>
        seconds is > 0 and < LatestSeconds && nanoseconds is >= 0 and < Second ? new BsreadTime(seconds, nanoseconds) : null;

    /// <summary>Time of one value. The channel's byte order comes first; a writer that always writes the other one is understood too.</summary>
    public static BsreadTime? Of(ReadOnlySpan<byte> frame, bool isBigEndian)
    {
        if (frame.Length != Bytes)
            return null;
        BsreadTime? big = Of(BinaryPrimitives.ReadInt64BigEndian(frame), BinaryPrimitives.ReadInt64BigEndian(frame[sizeof(long)..]));
        BsreadTime? little = Of(BinaryPrimitives.ReadInt64LittleEndian(frame), BinaryPrimitives.ReadInt64LittleEndian(frame[sizeof(long)..]));
        return isBigEndian ? big ?? little : little ?? big;
    }
}
