using System.Collections.Frozen;
using System.Text;

namespace Exafs.Adapters.ScanV1;

/// <summary>The words of exafs-scan-v1: every key carries its unit.</summary>
internal static class ScanV1Key
{
    public const string FormatName = "exafs-scan-v1";

    public const string Format = "format";
    public const string Type = "type";
    public const string RunId = "run_id";
    public const string ScanId = "scan_id";
    public const string Sequence = "sequence";
    public const string Element = "element";
    public const string Edge = "edge";
    public const string Direction = "direction";
    public const string MonoDSpacing = "mono_d_spacing_angstrom";
    public const string PointsPlanned = "points_planned";
    public const string StartTime = "start_time_unix_s";
    public const string EndTime = "end_time_unix_s";
    public const string SampleTemperature = "sample_temperature_kelvin";
    public const string FirstPoint = "first_point";
    public const string Points = "points";
    public const string Reason = "reason";
    public const string Energy = "energy_ev";
    public const string Angle = "angle_deg";
    public const string I0 = "i0_counts";
    public const string ITrans = "itrans_counts";
    public const string IRefer = "irefer_counts";
    public const string IFluor = "ifluor_counts";
    public const string Mu = "mu";
    public const string MuReference = "mu_reference";
    public const string Time = "time_unix_s";
    public const string Channels = "channels";
    public const string Unit = "unit";
    public const string Values = "values";

    private const int LongestKey = 64;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> s_known = FrozenSet.Create(
        Format, Type, RunId, ScanId, Sequence, Element, Edge, Direction, MonoDSpacing, PointsPlanned, StartTime, EndTime,
        SampleTemperature, FirstPoint, Points, Reason, Energy, Angle, I0, ITrans, IRefer, IFluor, Mu, MuReference, Time, Channels)
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
}
