using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Exafs.SystemTests.Grafana;

/// <summary>A query of the committed files, where it stands, and the panel that shows it.</summary>
internal sealed partial record GrafanaQuery(string Variant, string Name, string Text, JsonNode? Panel)
{
    public static DateTime From { get; } = new(2026, 3, 1, 11, 50, 0, DateTimeKind.Utc);

    public static DateTime To { get; } = new(2026, 3, 1, 12, 10, 0, DateTimeKind.Utc);

    public bool HasChoices => Choice().IsMatch(Text);

    /// <summary>As Grafana sends it: its macros written out, each variable by <paramref name="choose"/>.</summary>
    public string Sent(Func<string, string> choose) => Choice().Replace(Text, variable => choose(variable.Groups[1].Value))
        .Replace("$timeFilter", $"time >= {Milliseconds(From)}ms and time <= {Milliseconds(To)}ms", StringComparison.Ordinal)
        .Replace("$__timeFilter(time)", $"time >= '{From:O}' AND time <= '{To:O}'", StringComparison.Ordinal)
        .Replace("$__dateBin(time)", "date_bin(interval '10 second', time, timestamp '1970-01-01T00:00:00Z')", StringComparison.Ordinal)
        .Replace("$__interval", "10s", StringComparison.Ordinal)
        .Replace("v.defaultBucket", "\"exafs\"", StringComparison.Ordinal)
        .Replace("v.timeRangeStart", $"{From:yyyy-MM-ddTHH:mm:ssZ}", StringComparison.Ordinal)
        .Replace("v.timeRangeStop", $"{To:yyyy-MM-ddTHH:mm:ssZ}", StringComparison.Ordinal)
        .Replace("v.windowPeriod", "10s", StringComparison.Ordinal);

    /// <summary>With "All" chosen everywhere.</summary>
    public string SentForAll() => Sent(_ => ".*");

    private static long Milliseconds(DateTime time) => (time - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond;

    [GeneratedRegex(@"\$\{(\w+):regex\}")]
    private static partial Regex Choice();
}
