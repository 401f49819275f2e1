using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Exafs.SystemTests.Grafana;

/// <summary>PromQL by Debian's promtool, and the names in it against those that the daemon has.</summary>
public sealed partial class GrafanaMetricsTests
{
    private const string Promtool = "/usr/bin/promtool";

    // What /metrics has, as Prometheus names it: a histogram is also _bucket, _sum and _count. The last two are Prometheus's own, and of every process.
    private static readonly string[] s_metrics =
    [
        "exafs_scans_completed_total", "exafs_scans_rejected_total", "exafs_estimates_total", "exafs_scan_latency_seconds_bucket", "exafs_stage_duration_seconds_bucket",
        "exafs_queue_depth", "exafs_spool_items", "exafs_spool_bytes", "exafs_spool_oldest_age_seconds", "exafs_delivered_total", "exafs_dead_letters", "exafs_write_failures_total",
        "exafs_dropped_total", "exafs_sequence_gaps_total", "exafs_messages_received_total", "exafs_messages_rejected_total", "exafs_source_last_message_timestamp_seconds",
        "exafs_alerts_firing", "exafs_events_total", "exafs_model_info", "exafs_build_info", "up", "process_resident_memory_bytes",
    ];

    [Fact]
    public async Task Expressions_AllOfThem_ArePromQl()
    {
        string[] expressions = Expressions();
        Assert.True(expressions.Length > 30, $"only {expressions.Length}");

        Assert.Equal("", await CheckAsync(expressions));
    }

    [Theory]
    [InlineData("sum by (outcome (rate(exafs_scans_completed_total[1m])))")]
    [InlineData("rate(exafs_queue_depth)")]
    public async Task Check_OfAnExpressionThatIsNone_SaysSo(string expression) => Assert.NotEqual("", await CheckAsync([expression]));

    [Fact]
    public void Expressions_AllOfThem_NameMetricsOfTheDaemon()
    {
        string[] named = [.. Expressions().SelectMany(expression => Metric().Matches(expression)).Select(match => match.Value).Distinct()];

        Assert.Empty(named.Except(s_metrics));
        Assert.Empty(s_metrics.Except(named)); // each is shown somewhere
    }

    // promtool evaluates rules on series that are made up: what the rule of silence is worth, beside an outage and a beamline that never began.
    [Theory]
    [InlineData("0+12x60 720x120", "62m", 0)] // a scan every five seconds, then silence for two minutes
    [InlineData("0+12x60 720x120", "70m", 1)] // for ten minutes
    [InlineData("0+12x60 720x120", "135m", 0)] // for more than an hour: the run is over
    [InlineData("0x180", "70m", 0)] // no scan ever
    public async Task NoScan_ByTheCourseOfScans_FiresOrNot(string scans, string at, int expected)
    {
        string rule = GrafanaFolder.Rules("sql").Where(one => (string?)one["uid"] == "exafs-no-scan").Select(one => (string)one["data"]![0]!["model"]!["expr"]!).Single();

        Assert.Equal("", await RunAsync("test", "rules", new JsonObject
        {
            ["evaluation_interval"] = "1m",
            ["tests"] = new JsonArray(new JsonObject
            {
                ["interval"] = "1m",
                ["input_series"] = new JsonArray(new JsonObject { ["series"] = "exafs_scans_completed_total{outcome=\"analyzed\"}", ["values"] = scans }),
                ["promql_expr_test"] = new JsonArray(new JsonObject
                {
                    ["expr"] = rule,
                    ["eval_time"] = at,
                    ["exp_samples"] = new JsonArray(new JsonObject { ["labels"] = "{}", ["value"] = expected }),
                }),
            }),
        }));
    }

    private static string[] Expressions()
    {
        IEnumerable<JsonNode?> panels = GrafanaFolder.Boards("health").SelectMany(file => GrafanaFolder.Json(file)["panels"]!.AsArray());
        return
        [
            .. panels.SelectMany(panel => panel!["targets"]!.AsArray()).Select(target => (string)target!["expr"]!),
            .. GrafanaFolder.Variants.SelectMany(GrafanaFolder.Rules).SelectMany(rule => rule["data"]!.AsArray())
                .Where(data => (string?)data!["datasourceUid"] == "exafs-prometheus").Select(data => (string)data!["model"]!["expr"]!),
        ];
    }

    private static Task<string> CheckAsync(string[] expressions) => RunAsync("check", "rules", new JsonObject
    {
        ["groups"] = new JsonArray(new JsonObject
        {
            ["name"] = "expressions",
            ["rules"] = new JsonArray([.. expressions.Select((expression, i) => new JsonObject { ["record"] = $"expression:{i}", ["expr"] = expression.Replace("$__rate_interval", "1m", StringComparison.Ordinal) })]),
        }),
    });

    // What it complains of; nothing where it is content.
    private static async Task<string> RunAsync(string verb, string noun, JsonObject file)
    {
        string path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, file.ToJsonString()); // JSON is YAML
        Assert.True(File.Exists(Promtool), $"{Promtool} is missing: apt-get install prometheus");
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(Promtool, [verb, noun, path]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        File.Delete(path);
        return process.ExitCode == 0 ? "" : $"{await output}{await errors}";
    }

    [GeneratedRegex(@"\b(exafs_[a-z0-9_]+|process_[a-z_]+|up)\b")]
    private static partial Regex Metric();
}
