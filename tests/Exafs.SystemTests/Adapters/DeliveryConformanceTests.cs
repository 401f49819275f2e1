using System.Diagnostics;
using Exafs.Adapters.Influx;
using Exafs.Adapters.Storage;
using Exafs.Pipeline.Delivery;

namespace Exafs.SystemTests.Adapters;

/// <summary>One suite for every server: through all that a network and a database do to a client, each scan is there once in effect, as the store has it.</summary>
public sealed class DeliveryConformanceTests : IDisposable
{
    private const int Scans = 400;

    private readonly string _folder = Directory.CreateTempSubdirectory("exafs-conform-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("fake", "")]
    [InlineData("fake", "500 503 429 408 reset taken_but_no_answer 401 403 404 hang slow")]
    [InlineData("fake", "413 413 413")]
    [InlineData("influxdb", "")]
    [InlineData("influxdb", "500 503 429 408 reset taken_but_no_answer 401 403 404 hang slow")]
    [InlineData("influxdb", "413 413 413")]
    [InlineData("victoria-metrics", "")]
    [InlineData("victoria-metrics", "500 503 429 reset taken_but_no_answer 401 404 hang slow")]
    public async Task Faults_OneAfterTheOther_EachScanIsThereOnce(string kind, string faults)
    {
        await using DeliveryServer server = await DeliveryServer.StartAsync(kind);
        await using FaultyFront front = await FaultyFront.StartAsync(server.Url);
        var next = new Queue<string>(faults.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        front.Next = _ => next.TryDequeue(out string? fault) ? fault : "";

        OutboxCounts counts = await DeliverAsync(front.Url);

        Assert.Empty(next);
        await AssertThereOnceAsync(server, Enumerable.Range(0, Scans));
        Assert.Equal((Scans * 2, 0, null), (counts.Delivered, counts.DeadLetterTotal, counts.Violation()));
    }

    [Theory]
    [InlineData("fake")]
    [InlineData("influxdb")]
    [InlineData("victoria-metrics")]
    public async Task Poison_OnePointThatIsRefused_IsADeadLetter_AndTheOthersAreThere(string kind)
    {
        await using DeliveryServer server = await DeliveryServer.StartAsync(kind);
        await using FaultyFront front = await FaultyFront.StartAsync(server.Url);
        front.Next = body => body.Contains("scan_id=\"scan-123\",sequence=123i,status", StringComparison.Ordinal) ? "400" : "";

        OutboxCounts counts = await DeliverAsync(front.Url);

        await AssertThereOnceAsync(server, Enumerable.Range(0, Scans).Where(scan => scan != 123));
        Assert.Equal((1, null), (counts.DeadLetters["refused"], counts.Violation()));
    }

    private async Task<OutboxCounts> DeliverAsync(Uri url)
    {
        using var target = new InfluxTarget(new InfluxOptions { Url = url, Org = "facility", Bucket = "exafs", Beamline = "P65", ChiR = true, Timeout = TimeSpan.FromSeconds(30) });
        using var store = new SqliteStore(new SqliteStoreOptions { File = Path.Combine(_folder, "x.sqlite") }, [target.Owed]);
        var deliverer = new Deliverer(store.Outboxes[0], target, new() { LargestBatch = 100, NewestToo = true, WriteTimeout = TimeSpan.FromSeconds(1.5), Backoff = new(TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(20)) }, TimeProvider.System);
        using var ending = new CancellationTokenSource();
        var running = deliverer.RunAsync(ending.Token, default);
        foreach (int[] batch in Enumerable.Range(0, Scans).Chunk(60))
            await store.WriteAsync([.. batch.Select(i => ReportExamples.Analyzed(i))], default);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (deliverer.Status.Counts.Waiting > 0)
            await Task.Delay(20, patience.Token);
        await ending.CancelAsync();
        await running;
        return store.Outboxes[0].Counts;
    }

    // What a server has taken can be asked for a moment later: VictoriaMetrics gathers rows in memory first, and does not wait for those that it is just sorting in.
    private static async Task AssertThereOnceAsync(DeliveryServer server, IEnumerable<int> expected)
    {
        int[] scans = [.. expected];
        List<(int Scan, double E0)> has = await server.HasAsync();
        for (var clock = Stopwatch.StartNew(); has.Count < scans.Length && clock.Elapsed < TimeSpan.FromSeconds(20); has = await server.HasAsync())
            await Task.Delay(100);
        Assert.Equal(scans, has.Select(point => point.Scan).Order());
        Assert.All(has, point => Assert.Equal(7112 + (0.001 * point.Scan), point.E0, 9));
    }
}
