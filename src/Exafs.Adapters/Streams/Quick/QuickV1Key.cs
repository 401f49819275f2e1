using System.Collections.Frozen;
using System.Text;

namespace Exafs.Adapters.Streams.Quick;

/// <summary>The words of exafs-quick-v1: every key carries its unit.</summary>
internal static class QuickV1Key
{
    public const string FormatName = "exafs-quick-v1";

    public const string Format = "format";
    public const string RunId = "run_id";
    public const string Sequence = "sequence";
    public const string FirstSample = "first_sample";
    public const string SampleRate = "sample_rate_hz";
    public const string StartTime = "start_time_unix_s";
    public const string MonoDSpacing = "mono_d_spacing_angstrom";
    public const string Element = "element";
    public const string Edge = "edge";
    public const string E0 = "e0_ev";
    public const string SampleTemperature = "sample_temperature_kelvin";
    public const string Angle = "angle_deg";
    public const string Counts = "encoder_counts";
    public const string DegreesPerCount = "deg_per_count";
    public const string OffsetDegrees = "offset_deg";
    public const string I0 = "i0_counts";
    public const string ITrans = "itrans_counts";
    public const string IRefer = "irefer_counts";
    public const string IFluor = "ifluor_counts";
    public const string Last = "last";

    public const string Type = "dtype";
    public const string Values = "values";
    public const string Scale = "scale";
    public const string Offset = "offset";

    private const int LongestKey = 64;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> s_known = FrozenSet.Create(
        Format, RunId, Sequence, FirstSample, SampleRate, StartTime, MonoDSpacing, Element, Edge, E0, SampleTemperature,
        Angle, Counts, DegreesPerCount, OffsetDegrees, I0, ITrans, IRefer, IFluor, Last, Type, Values, Scale, Offset)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The key as one of the constants above; null when it is not one of ours. Allocates nothing.</summary>
    public static string? Known(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > LongestKey)
            return null;
        Span<char> text = stackalloc char[LongestKey];
        int length = Encoding.UTF8.GetChars(utf8, text);
        return s_known.TryGetValue(text[..length], out string? key) ? key : null;
    }

    /// <summary>Whether a map with this key describes one column, and not several by their names.</summary>
    public static bool IsOfColumn(string key) => key is Type or Values or Scale or Offset;
}
