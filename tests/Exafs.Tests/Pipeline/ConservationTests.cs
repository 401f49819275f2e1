using System.Reactive.Linq;
using Exafs.Pipeline;
using Exafs.Signal;
using FsCheck;
using FsCheck.Fluent;

namespace Exafs.Tests.Pipeline;

/// <summary>The whole stream: whatever comes in, in whatever order, with whatever sinks, the books balance.</summary>
public class ConservationTests
{
    // What may come: 0 a good scan, then a gap, a repeat, a defect, an unnumbered one, a scan that grows and ends, one that grows and does not, an aborted one, a restart.
    private const int Kinds = 9;

    [Fact]
    public void Stream_AnyScans_AreConserved() =>
        Prop.ForAll(Gen.Choose(0, Kinds - 1).ListOf().ToArbitrary(), kinds => RunAsync([.. Scans(kinds)], default).GetAwaiter().GetResult().Check().IsEmpty)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Fact]
    public async Task Stream_EveryKindOfScan_CountsEachWhereItBelongs()
    {
        var counts = (await RunAsync([.. Scans(Enumerable.Range(0, Kinds))], default)).Counts;

        Assert.Equal((9, 3, 8, 1, 1, 1), (counts.Announced, counts.Missed, counts.Received, counts.Unnumbered, counts.Repeated, counts.Restarts));
        Assert.Equal(1, counts.Rejected["truncated_frame"]);
        Assert.Equal(1, counts.Rejected["aborted"]);
        Assert.Equal(counts.SnapshotsReceived, counts.SnapshotsAnalyzed + counts.SnapshotsSuperseded);
    }

    [Fact]
    public async Task Stream_StoppedInMidStream_EndsInOrder()
    {
        using var stopping = new CancellationTokenSource();
        var ledger = await RunAsync(Forever(() => stopping.CancelAfter(1)), stopping.Token);

        Assert.Empty(ledger.Check());
        Assert.True(ledger.Counts.Analyzed > 0);
    }

    [Fact]
    public void Violations_OneScanTooFew_NamesTheLaw()
    {
        var counts = new LedgerCounts { Received = 3, Analyzed = 2, Announced = 3 };

        Assert.Equal("received = analyzed + rejected: 3 is not 2", Assert.Single(counts.Violations()));
    }

    [Fact]
    public void Violations_SinkThatWasOwedMore_NamesIt()
    {
        var sink = new SinkCounts { Name = "store", EveryScan = true, Offered = 1, Delivered = 1 };
        var counts = new LedgerCounts { Received = 2, Unnumbered = 2, Analyzed = 2, Sinks = [sink] };

        Assert.Equal("store: reports = analyzed + rejected: 1 is not 2", Assert.Single(counts.Violations()));
    }

    [Fact]
    public void Counts_MoreRunsThanFollowed_StayConserved()
    {
        var ledger = new Ledger();
        for (var run = 0; run < Ledger.FollowedRuns + 50; run++)
        {
            foreach (var number in new[] { 1, 3 })
                ledger.Received(Synthetic.Scan(number, run: $"{run}", points: 1));
        }

        Assert.Equal((3 * (Ledger.FollowedRuns + 50), Ledger.FollowedRuns + 50), (ledger.Counts.Announced, ledger.Counts.Missed));
    }

    private static async Task<Ledger> RunAsync(IEnumerable<Scan> scans, CancellationToken stopping)
    {
        var (ledger, failures) = (new Ledger(), 0);
        var estimation = new Estimation(new("Cu", "K"), new FakeEstimator());
        var store = new ListSink<ScanReport>((_, _) => failures++ % 3 == 0 ? throw new IOException("busy") : Task.CompletedTask);
        var reports = new ListSource(scans)
            .Scans(new() { QueueLength = 8, LargestBatch = 4 }, ledger, stopping)
            .Analyze(new Analyzer(new AnalysisOptions()), estimation, ledger)
            .Publish();
        var quick = new Backoff(TimeSpan.FromTicks(1), TimeSpan.FromTicks(1));
        var sinks = Task.WhenAll(
            reports.Finished().WriteTo(store, ledger.Sink("store", everyScan: true), new() { QueueLength = 4, Backoff = quick }, TimeProvider.System, abandon: CancellationToken.None),
            reports.WriteTo(new ListSink<ScanReport>(), ledger.Sink("view", everyScan: false), new() { QueueLength = 1, Overflow = Overflow.Superseded }, TimeProvider.System, abandon: CancellationToken.None));
        using (reports.Connect())
            await sinks;

        Assert.Equal(ledger.Counts.Received, store.Taken.Count);
        return ledger;
    }

    private static IEnumerable<Scan> Scans(IEnumerable<int> kinds)
    {
        var number = 100;
        foreach (var kind in kinds)
        {
            var scan = Synthetic.Scan(++number);
            switch (kind)
            {
                case 1: yield return Synthetic.Scan(number += 2); break;
                case 2: yield return scan with { Sequence = --number }; break;
                case 3: yield return scan with { Defect = new Defect("truncated_frame", "cut") }; break;
                case 4: number--; yield return scan with { Sequence = null, ScanId = "unnumbered" }; break;
                case 5:
                    foreach (var points in new[] { 5, 60, 200, 300 })
                        yield return Synthetic.Scan(number, points: points, progress: ScanProgress.Growing);
                    yield return scan;
                    break;
                case 6: yield return Synthetic.Scan(number, points: 100, progress: ScanProgress.Growing); break;
                case 7: yield return Synthetic.Scan(number, points: 100, progress: ScanProgress.Aborted); break;
                case 8: yield return Synthetic.Scan(number = 1); break;
                default: yield return scan; break;
            }
        }
    }

    private static IEnumerable<Scan> Forever(Action afterTen)
    {
        for (var number = 1; ; number++)
        {
            if (number == 10)
                afterTen();
            yield return Synthetic.Scan(number);
        }
    }
}
