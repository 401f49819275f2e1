using System.Text.Json;
using Exafs.Adapters.Influx;
using Exafs.Physics.Estimates;
using Exafs.Pipeline;
using Exafs.Pipeline.Changes;
using Exafs.SystemTests.Adapters;
using Exafs.Tests.Pipeline;

namespace Exafs.SystemTests.Grafana;

/// <summary>Debian's influxd with a run in it, written as the monitor writes: scans with structures, rejected scans, changes.</summary>
public sealed class InfluxWithRun : IAsyncLifetime
{
    private InfluxServer? _server;

    public async Task InitializeAsync()
    {
        _server = await InfluxServer.StartAsync();
        using var target = new InfluxTarget(new InfluxOptions { Url = _server.Url, Org = "facility", Bucket = "exafs", Beamline = "P65", ChiR = true });
        await target.WriteAsync(Enumerable.Range(0, 60).Select(Report), default);
        await target.WriteAsync(
            [
                ChangeExamples.Completion,
                ChangeExamples.Completion with { Kind = ChangeKind.Onset, Transition = null, ScanId = "scan-418", Time = ChangeExamples.Completion.Time!.Value.AddSeconds(-2) },
                ChangeExamples.Completion with { Kind = ChangeKind.Instrument, Cause = "i0_loss", Transition = null, ScanId = "scan-30", Time = ChangeExamples.Completion.Time!.Value.AddMinutes(-6) },
            ], default);
    }

    public async Task DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }

    /// <summary>Columns and rows; null: no rows.</summary>
    internal async Task<(string[] Columns, JsonElement[][] Rows)?> AskAsync(string query)
    {
        using JsonDocument answer = JsonDocument.Parse(await _server!.QueryAsync(query));
        JsonElement result = answer.RootElement.GetProperty("results")[0];
        Assert.False(result.TryGetProperty("error", out JsonElement error), $"{error}\n{query}");
        if (!result.TryGetProperty("series", out JsonElement series))
            return null;
        Assert.Equal(1, series.GetArrayLength()); // a table, and a map, is one frame
        return ([.. series[0].GetProperty("columns").EnumerateArray().Select(column => column.GetString()!)],
            [.. series[0].GetProperty("values").EnumerateArray().Select(row => row.EnumerateArray().Select(value => value.Clone()).ToArray())]);
    }

    /// <summary>Tags and fields that were really written, by measurement.</summary>
    internal async Task<Dictionary<string, HashSet<string>>> WrittenAsync()
    {
        var written = new Dictionary<string, HashSet<string>>();
        foreach (string measurement in new[] { "exafs_scan", "exafs_event", "exafs_rdf", "exafs_chir" })
        {
            var fields = (await AskAsync($"SHOW FIELD KEYS FROM {measurement}"))!.Value;
            var tags = (await AskAsync($"SHOW TAG KEYS FROM {measurement}"))!.Value;
            written[measurement] = [.. fields.Rows.Concat(tags.Rows).Select(row => row[0].GetString()!)];
        }

        return written;
    }

    private static ScanReport Report(int i) => (i % 7, i % 10) switch
    {
        (3, _) => ReportExamples.Rejected(i),
        (_, 9) => ReportExamples.Analyzed(i) with { Structure = new EstimateOutcome(FakeEstimator.Of(i) with { OodScore = 0.9 }, null) },
        _ => ReportExamples.Analyzed(i) with { Structure = new EstimateOutcome(FakeEstimator.Of(i), null) },
    };
}
