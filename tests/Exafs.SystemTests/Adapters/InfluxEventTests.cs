using System.Text.Json;
using Exafs.Adapters.Influx;
using Exafs.Adapters.Storage;
using Exafs.Pipeline.Changes;
using Exafs.SystemTests.StandIns;
using Exafs.Tests.Pipeline;

namespace Exafs.SystemTests.Adapters;

/// <summary>Changes as points of exafs_event, letter by letter and in a real server.</summary>
public sealed class InfluxEventTests
{
    [Fact]
    public async Task WriteAsync_Event_IsThisLine() => Assert.Equal(
        "exafs_event,beamline=P65,cause=fcc,edge=K,element=Fe,kind=completion before_scan_id=\"scan-401\",branch=\"heating\",confidence=0.9987,delay_kelvin=4.5,delay_scans=3i,"
        + "first_scan_id=\"scan-417\",phase_fcc_after=0.97,phase_fcc_before=0.02,r1_angstrom_after=2.571,r1_angstrom_before=2.479,run_id=\"run\",scan_id=\"scan-420\",sequence=420i,"
        + "t_c_kelvin=1185.25,t_c_sigma=0.75,temperature_kelvin=1185.25,temperature_sigma=0.75,text=\"bcc to fcc complete at 1185.3 ± 0.8 K\",title=\"completion: fcc at 1185.2 K\","
        + "width_kelvin=12.5,width_sigma=1.5 1772366820250000000",
        await LineAsync(ChangeExamples.Completion));

    [Fact]
    public async Task WriteAsync_EventWithoutMuch_IsThisLine() => Assert.Equal(
        "exafs_event,beamline=P65,cause=residual,kind=unknown_structure branch=\"constant\",confidence=0.5,delay_scans=0i,first_scan_id=\"scan-8\",run_id=\"run\",scan_id=\"scan-9\","
        + "text=\"unlike all before\",title=\"unknown structure: residual\" 1000000000",
        await LineAsync(ChangeExamples.Bare with { Time = DateTime.UnixEpoch.AddSeconds(1), TemperatureKelvin = new(double.NaN, double.NaN) }));

    [Fact]
    public async Task WriteAsync_ToInfluxDbTwice_ComesBackOnceValueByValue()
    {
        await using InfluxServer server = await InfluxServer.StartAsync();
        using InfluxTarget sink = Sink(server.Url);
        ChangeEvent onset = ChangeExamples.Completion with { Kind = ChangeKind.Onset, Transition = null };

        await sink.WriteAsync([ChangeExamples.Completion, onset], default);
        await sink.WriteAsync([ChangeExamples.Completion, onset], default);

        Dictionary<string, JsonElement>[] rows = await RowsAsync(server, "SELECT * FROM exafs_event WHERE kind = 'completion'");
        Dictionary<string, JsonElement> row = Assert.Single(rows);
        Assert.Equal(1_772_366_820_250_000_000, row["time"].GetInt64());
        Assert.Equal(("P65", "Fe", "K", "fcc"), (row["beamline"].GetString(), row["element"].GetString(), row["edge"].GetString(), row["cause"].GetString()));
        Assert.Equal(("run", "scan-420", 420, "heating"), (row["run_id"].GetString(), row["scan_id"].GetString(), row["sequence"].GetInt32(), row["branch"].GetString()));
        Assert.Equal((1185.25, 0.75, 12.5, 0.9987), (row["t_c_kelvin"].GetDouble(), row["t_c_sigma"].GetDouble(), row["width_kelvin"].GetDouble(), row["confidence"].GetDouble()));
        Assert.Equal((2.479, 2.571), (row["r1_angstrom_before"].GetDouble(), row["r1_angstrom_after"].GetDouble()));
        Assert.Equal(2, (await RowsAsync(server, "SELECT title, text FROM exafs_event")).Length);
    }

    [Fact]
    public void Entry_NoTime_CannotBeSent()
    {
        using InfluxTarget sink = Sink(new Uri("http://127.0.0.1"));

        OutboxEntry entry = sink.Entry(ChangeExamples.Bare);

        Assert.Equal((OutboxRank.Event, null, "no_time"), (entry.Rank, entry.Body, entry.Identity));
    }

    private static async Task<string> LineAsync(ChangeEvent change)
    {
        await using FakeInflux server = await FakeInflux.StartAsync();
        using InfluxTarget sink = Sink(new Uri(server.Url));
        await sink.WriteAsync([change], default);
        return server.Requests.Single().Body.TrimEnd('\n');
    }

    private static InfluxTarget Sink(Uri url) => new(new InfluxOptions { Url = url, Org = "facility", Bucket = "exafs", Beamline = "P65" });

    private static async Task<Dictionary<string, JsonElement>[]> RowsAsync(InfluxServer server, string query)
    {
        using JsonDocument answer = JsonDocument.Parse(await server.QueryAsync(query));
        JsonElement series = answer.RootElement.GetProperty("results")[0].GetProperty("series")[0];
        string[] columns = [.. series.GetProperty("columns").EnumerateArray().Select(column => column.GetString()!)];
        return [.. series.GetProperty("values").EnumerateArray().Select(row => columns
            .Zip(row.EnumerateArray().Select(value => value.Clone()))
            .ToDictionary(pair => pair.First, pair => pair.Second))];
    }
}
