namespace Exafs.Adapters.ScanV1;

/// <summary>Seconds since 1970-01-01 UTC, as data carry them.</summary>
internal static class UnixTime
{
    private const double LatestSeconds = 253_402_300_799; // the end of the year 9999

    public static double Seconds(DateTime time) => (time - DateTime.UnixEpoch).Ticks / (double)TimeSpan.TicksPerSecond;

    public static long Nanoseconds(DateTime time) => checked((time - DateTime.UnixEpoch).Ticks * 100);

    public static DateTime FromNanoseconds(long nanoseconds) => DateTime.UnixEpoch.AddTicks(nanoseconds / 100);

    /// <summary>Null when the number is not a time between 1970 and 9999.</summary>
    public static DateTime? FromSeconds(double seconds) => seconds is >= 0 and <= LatestSeconds
        ? DateTime.UnixEpoch.AddTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond))
        : null;
}
