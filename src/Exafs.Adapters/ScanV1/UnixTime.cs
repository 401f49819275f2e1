namespace Exafs.Adapters.ScanV1;

/// <summary>Seconds since 1970-01-01 UTC, as data carry them.</summary>
internal static class UnixTime
{
    private const double LatestSeconds = 9_223_372_036; // in the year 2262 int64 nanoseconds end

    public static double Seconds(DateTime time) => (time - DateTime.UnixEpoch).Ticks / (double)TimeSpan.TicksPerSecond;

    /// <summary>Null when the time is not between 1970 and 2262.</summary>
    public static long? Nanoseconds(DateTime? time) => time is { } t && Seconds(t) is >= 0 and < LatestSeconds
        ? (t - DateTime.UnixEpoch).Ticks * 100
        : null;

    /// <summary>So long after a time; null when that is not between 1970 and 2262.</summary>
    public static DateTime? After(DateTime? start, double seconds) => start is { } t && Seconds(t) + seconds is >= 0 and <= LatestSeconds
        ? t.AddTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond))
        : null;

    public static DateTime FromNanoseconds(long nanoseconds) => DateTime.UnixEpoch.AddTicks(nanoseconds / 100);

    /// <summary>Null when the number is not a time between 1970 and 2262.</summary>
    public static DateTime? FromSeconds(double seconds) => seconds is >= 0 and <= LatestSeconds
        ? DateTime.UnixEpoch.AddTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond))
        : null;
}
