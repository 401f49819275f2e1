using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Exafs.Tests.Reference;

namespace Exafs.SystemTests.Grafana;

/// <summary>PromQL by Debian's promtool, and the names in it against those that the daemon has.</summary>
public sealed partial class GrafanaMetricsTests
{
    private const string Promtool = "/usr/bin/promtool";

    // What each has besides what Prometheus gives every metric.
    private static readonly Dictionary<string, string[]> s_labels = new()
    {
        ["exafs_scans_completed_total"] = ["outcome"],
        ["exafs_scans_rejected_total"] = ["reason"],
        ["exafs_estimates_total"] = ["outcome"],
        ["exafs_scan_latency_seconds_bucket"] = ["le"],
        ["exafs_stage_duration_seconds_bucket"] = ["le", "stage"],
        ["exafs_queue_depth"] = ["stage"],
        ["exafs_spool_items"] = ["target"],
        ["exafs_spool_bytes"] = ["target"],
        ["exafs_spool_oldest_age_seconds"] = ["target"],
        ["exafs_delivered_total"] = ["target"],
        ["exafs_dead_letters"] = ["target"],
        ["exafs_write_failures_total"] = ["stage", "reason", "retryable"],
        ["exafs_dropped_total"] = ["stage", "reason"],
        ["exafs_sequence_gaps_total"] = [],
        ["exafs_messages_received_total"] = ["source"],
        ["exafs_messages_rejected_total"] = ["source", "reason"],
        ["exafs_source_last_message_timestamp_seconds"] = ["source"],
        ["exafs_alerts_firing"] = [],
        ["exafs_events_total"] = ["kind", "cause"],
        ["exafs_model_info"] = ["model", "sha256"],
        ["exafs_build_info"] = ["version", "commit"],
        ["process_resident_memory_bytes"] = [],
        ["up"] = [],
    };

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
    public void Expressions_AllOfThem_NameMetricsAndLabelsOfTheDaemon()
    {
        foreach (string expression in Expressions())
        {
            string[] metrics = [.. Metric().Matches(expression).Select(match => match.Value)];
            Assert.NotEmpty(metrics);
            Assert.All(metrics, metric => Assert.Contains(metric, s_labels.Keys));
            string[] labels = [.. Grouped().Matches(expression).SelectMany(match => match.Groups[1].Value.Split(", ")), .. Matched().Matches(expression).Select(match => match.Groups[1].Value)];
            Assert.All(labels, label => Assert.Contains(label, metrics.SelectMany(metric => s_labels[metric]).Append("job")));
        }

        Assert.Empty(s_labels.Keys.Except(Expressions().SelectMany(expression => Metric().Matches(expression)).Select(match => match.Value))); // each is shown
    }

    [Fact]
    public void Metrics_ThatAreNamed_AreMadeByTheSources()
    {
        string sources = string.Concat(Directory.EnumerateFiles(Path.Combine(RepositoryFolder.Path, "src"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));

        Assert.All(s_labels.Keys.Where(name => name != "up"), name => Assert.Contains($"\"{name.Replace("_bucket", "", StringComparison.Ordinal)}\"", sources, StringComparison.Ordinal));
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

    [GeneratedRegex(@"\bby \(([a-z0-9, ]+)\)")]
    private static partial Regex Grouped();

    [GeneratedRegex("[{,]([a-z0-9]+)(?:=~|!=|=)\"")]
    private static partial Regex Matched();
}
