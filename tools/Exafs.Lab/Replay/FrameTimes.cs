using System.Buffers.Binary;
using System.Text;

namespace Exafs.Lab.Replay;

/// <summary>The times in a recorded message, moved without taking it apart, so that one that is torn or defective stays so.</summary>
public static class FrameTimes
{
    // In MessagePack: a short text, then a float64.
    private static readonly byte[] s_start = Key("start_time_unix_s");
    private static readonly byte[] s_end = Key("end_time_unix_s");

    /// <summary>A copy whose scan ends at this time and lasts as long as it did; without both times, as it is.</summary>
    /// <param name="frame">One message of exafs-scan-v1.</param>
    /// <param name="end">s since 1970, UTC.</param>
    public static byte[] MovedTo(ReadOnlySpan<byte> frame, double end)
    {
        byte[] moved = frame.ToArray();
        Span<byte> from = Value(moved, s_start), to = Value(moved, s_end);
        if (from.IsEmpty || to.IsEmpty) return moved;
        double lasted = BinaryPrimitives.ReadDoubleBigEndian(to) - BinaryPrimitives.ReadDoubleBigEndian(from);
        BinaryPrimitives.WriteDoubleBigEndian(from, end - lasted);
        BinaryPrimitives.WriteDoubleBigEndian(to, end);
        return moved;
    }

    /// <summary>The eight bytes behind a key; empty where it or they are not there.</summary>
    private static Span<byte> Value(Span<byte> frame, ReadOnlySpan<byte> key)
    {
        int at = frame.IndexOf(key);
        return at < 0 || at + key.Length + sizeof(double) > frame.Length ? [] : frame.Slice(at + key.Length, sizeof(double));
    }

    private static byte[] Key(string name) => [(byte)(0xa0 | name.Length), .. Encoding.ASCII.GetBytes(name), 0xcb];
}
