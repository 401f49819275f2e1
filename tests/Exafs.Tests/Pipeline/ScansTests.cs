using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using Exafs.Pipeline;
using Exafs.Signal;

namespace Exafs.Tests.Pipeline;

/// <summary>The queue between the source and the stream.</summary>
public class ScansTests
{
    private readonly Ledger _ledger = new();

    [Fact]
    public async Task Scans_SlowReduction_GetsWhatWaitsAndHoldsTheSourceBack()
    {
        var (door, begun) = (new Door(), new Door());
        var source = new ListSource(Synthetic.Scans(20));
        var batches = new List<int>();
        var stream = source.Scans(new() { QueueLength = 6, LargestBatch = 4 }, _ledger, default).Do(batch =>
        {
            begun.Open();
            SpinWait.SpinUntil(() => door.Opened.IsCompleted);
            batches.Add(batch.Count);
        });

        var running = stream.ToTask();
        await begun.Opened;
        await Eventually.True(() => _ledger.Counts.Waiting == 6);
        Assert.InRange(source.Taken, 7, 11); // one batch in work, six waiting, one in the source's hand
        door.Open();
        await running;

        Assert.Equal(20, batches.Sum());
        Assert.Equal(4, batches.Max());
        Assert.Equal(20, _ledger.Counts.Received);
    }

    [Fact]
    public async Task Scans_SnapshotsThatWait_AreOvertakenByNewerOnesAndByTheEnd()
    {
        var (door, begun) = (new Door(), new Door());
        Scan[] scans =
        [
            Synthetic.Scan(1),
            Growing(2, 50), Growing(2, 60), Synthetic.Scan(3), Growing(2, 70), Synthetic.Scan(2), Growing(4, 50),
        ];
        var seen = new List<string>();
        var stream = new ListSource(scans).Scans(new() { LargestBatch = 1 }, _ledger, default).Do(batch =>
        {
            begun.Open();
            SpinWait.SpinUntil(() => door.Opened.IsCompleted);
            seen.AddRange(batch.Select(scan => $"{scan.ScanId}:{scan.Energy.Length}"));
        });

        var running = stream.ToTask();
        await begun.Opened;
        await Eventually.True(() => _ledger.Counts is { Received: 3, SnapshotsReceived: 4 });
        door.Open();
        await running;

        Assert.Equal(["1:400", "3:400", "2:400", "4:50"], seen);
        Assert.Equal(3, _ledger.Counts.SnapshotsSuperseded);
    }

    [Fact]
    public async Task Scans_StoppedWhileFull_PushesAllThatWasReceivedAndCompletes()
    {
        using var stopping = new CancellationTokenSource();
        var door = new Door();
        var source = new ListSource(Synthetic.Scans(1000));
        var pushed = 0;
        var stream = source.Scans(new() { QueueLength = 3, LargestBatch = 1 }, _ledger, stopping.Token).Do(batch =>
        {
            SpinWait.SpinUntil(() => door.Opened.IsCompleted);
            pushed += batch.Count;
        });

        var running = stream.ToTask();
        await Eventually.True(() => source.Taken == 5);
        await stopping.CancelAsync();
        door.Open();
        await running;

        Assert.Equal(source.Taken, pushed);
        Assert.Equal(pushed, _ledger.Counts.Received);
        Assert.Equal(0, _ledger.Counts.Waiting);
    }

    [Fact]
    public async Task Scans_SourceThatBreaks_PushesWhatCameAndHandsTheErrorOn()
    {
        var source = new ListSource(Synthetic.Scans(5), endsWith: new IOException("no such device"));
        var pushed = 0;

        await Assert.ThrowsAsync<IOException>(() => source.Scans(new(), _ledger, default).Do(batch => pushed += batch.Count).ToTask());

        Assert.Equal(5, pushed);
    }

    [Fact]
    public async Task Scans_ObserverThatBreaks_StopsTheSource()
    {
        var source = new ListSource(Synthetic.Scans(1), waitsForStop: true);
        var stream = source.Scans(new(), _ledger, default).Select<IReadOnlyList<Scan>, int>(_ => throw new InvalidOperationException("bug"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => stream.ToTask());
    }

    private static Scan Growing(int number, int points) => Synthetic.Scan(number, points: points, progress: ScanProgress.Growing);
}
