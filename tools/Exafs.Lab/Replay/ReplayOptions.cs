using System.Globalization;
using Exafs.Adapters.Files;

namespace Exafs.Lab.Replay;

/// <summary>How scans are replayed.</summary>
public sealed record ReplayOptions
{
    /// <summary>Scans a second, above 0.</summary>
    public double Rate { get; init; } = 1;

    /// <summary><see cref="Rate"/> was asked for.</summary>
    public bool RateIsGiven { get; init; }

    /// <summary>How many times faster than it came a recording is sent; infinite: as fast as it goes. Null: not asked for.</summary>
    public double? Speed { get; init; }

    /// <summary>Sends a recording by PUSH instead of PUB.</summary>
    public bool Push { get; init; }

    /// <summary>Begins again at the end.</summary>
    public bool Loop { get; init; }

    /// <summary>How often each source is sent before the next.</summary>
    public int Times { get; init; } = 1;

    /// <summary>Chunks of points that a scan is sent in; 0: whole.</summary>
    public int Chunks { get; init; }

    /// <summary>Null: the name of the source.</summary>
    public string? RunId { get; init; }

    /// <summary>Sends µ(E) instead of counts.</summary>
    public bool AsMu { get; init; }

    /// <summary>Leaves the times of the files; else a scan has the time at which it is sent.</summary>
    public bool KeepTimes { get; init; }

    /// <summary>Also the scans of recorded messages have the time at which they are sent.</summary>
    public bool Now { get; init; }

    /// <summary>Connects to a subscriber that is bound, instead of being bound itself.</summary>
    public bool Connect { get; init; }

    /// <summary>For raw recordings of a quick-scanning monochromator.</summary>
    public QuickFileOptions Quick { get; init; } = new();

    /// <summary>Before the first scan: a subscriber that comes later misses what was sent.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(1);

    /// <exception cref="UsageException">A value is impossible.</exception>
    public ReplayOptions Checked()
    {
        if (Rate is not (> 0 and <= 1e6)) throw new UsageException($"--rate: {Rate} is not above 0");
        if (Times is < 1 or > 1_000_000) throw new UsageException($"--times: {Times} is not from 1 to 1000000");
        if (Chunks is < 0 or > 100_000) throw new UsageException($"--grow: {Chunks} is not from 0 to 100000");
        if (Wait < TimeSpan.Zero || Wait > TimeSpan.FromHours(1)) throw new UsageException($"--wait-seconds: {Wait.TotalSeconds} is not from 0 to 3600");
        if (RateIsGiven && Speed is not null) throw new UsageException("--rate is for files, --speed for recordings");
        if (Now && KeepTimes) throw new UsageException("--now and --keep-times say the opposite of each other");
        return this;
    }

    /// <exception cref="UsageException">It is none.</exception>
    public static double? ReadSpeed(string? word) => word switch
    {
        null => null,
        "max" => double.PositiveInfinity,
        _ when double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double speed) && speed is >= 1e-3 and <= 1e6 => speed,
        _ => throw new UsageException($"--speed: {word} is neither max nor from 0.001 to 1000000"),
    };
}
