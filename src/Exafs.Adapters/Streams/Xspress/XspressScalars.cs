using System.Buffers.Binary;

namespace Exafs.Adapters.Streams.Xspress;

/// <summary>The scalars of one element in one frame, uint32 little-endian each.</summary>
internal static class XspressScalars
{
    /// <summary>As many as are needed; there are nine.</summary>
    public const int Least = InWindow + 1;

    private const int Time = 0, ResetTicks = 1, AllEvents = 3, InWindow = 5;

    /// <summary>Their names in the order of the stream.</summary>
    public static readonly string[] Names = ["time", "reset_ticks", "reset_count", "all_events", "all_good", "in_window_0", "in_window_1", "pile_up", "total_ticks"];

    /// <summary>Their units.</summary>
    public static string Unit(int scalar) => scalar is Time or ResetTicks or 8 ? "ticks" : "counts";

    /// <summary>Name of an element; channels count from 0.</summary>
    public static string Element(int channel) => $"fluo_{channel + 1}";

    /// <summary>Scalar <paramref name="scalar"/> of those of one element.</summary>
    public static double Value(ReadOnlySpan<byte> scalars, int scalar) => BinaryPrimitives.ReadUInt32LittleEndian(scalars[(scalar * sizeof(uint))..]);

    /// <summary>Counts of the window that the beamline has set on its emission line.</summary>
    public static double Counts(ReadOnlySpan<byte> scalars) => Value(scalars, InWindow);

    /// <inheritdoc cref="DeadTime.Of"/>
    public static double DeadTimeFactor(ReadOnlySpan<byte> scalars, double eventWidth) =>
        DeadTime.Of(Value(scalars, Time), Value(scalars, ResetTicks), Value(scalars, AllEvents), eventWidth);
}
