using System.Collections.Immutable;
using System.Reactive.Linq;
using Exafs.Pipeline;

namespace Exafs.Tests.Pipeline;

/// <summary>Sinks that fail, stall and refuse, in virtual time where time matters. Every test ends with the books.</summary>
public class WriteToTests
{
    private static readonly Backoff Quick = new(First: TimeSpan.FromSeconds(1), Longest: TimeSpan.FromSeconds(8));

    private readonly VirtualTime _time = new();
    private readonly SinkAccount _account = new("sink", everyScan: false);

    [Fact]
    public async Task WriteTo_SinkThatThrowsFiveTimes_RepeatsWithGrowingWaitsAndLosesNothing()
    {
        var attempts = 0;
        var waits = new List<TimeSpan?>();
        var sink = new ListSink<int>((_, _) => ++attempts <= 5 ? throw new IOException("down") : Task.CompletedTask);

        var took = await _time.RunUntilAsync(Numbers(10).WriteTo(sink, _account, new() { Backoff = Quick }, _time, trouble => waits.Add(trouble.RetryIn)));

        Assert.Equal(Enumerable.Range(0, 10), sink.Taken);
        Assert.Equal(5, waits.Count);
        Assert.All(waits.Zip([1, 2, 4, 8, 8]), wait => Assert.InRange(wait.First!.Value.TotalSeconds, wait.Second / 2.0, wait.Second));
        Assert.InRange(took.TotalSeconds, 11.5, 23.1);
        Assert.Equal(5, _account.Counts.Failures);
        Assert.Null(_account.Counts.Trouble);
        AssertConserved(delivered: 10);
    }

    [Fact]
    public async Task WriteTo_SinkThatRefusesOne_FindsItHalfByHalfAndGivesUpThatOneAlone()
    {
        var attempts = new List<string>();
        var sink = new ListSink<int>((batch, _) =>
        {
            attempts.Add(string.Concat(batch));
            return batch.Contains(3) ? throw new UndeliverableException("bad_request", "field type conflict") : Task.CompletedTask;
        });

        await Numbers(8).WriteTo(sink, _account, new(), _time);

        Assert.Equal(["01234567", "0123", "01", "23", "2", "3", "4567"], attempts);
        Assert.Equal([0, 1, 2, 4, 5, 6, 7], sink.Taken);
        Assert.Equal(1, _account.Counts.Dropped["bad_request"]);
        AssertConserved(delivered: 7);
    }

    [Theory]
    [InlineData(Overflow.LoseOldest, "queue_full", new[] { 0, 7, 8, 9 })]
    [InlineData(Overflow.LoseNewest, "queue_full", new[] { 0, 1, 2, 3 })]
    [InlineData(Overflow.Superseded, "superseded", new[] { 0, 7, 8, 9 })]
    public async Task WriteTo_StalledSink_DelaysNobodyAndCountsWhatIsLost(Overflow overflow, string reason, int[] kept)
    {
        var (door, begun) = (new Door(), new Door());
        var stalled = new ListSink<int>(async (_, _) =>
        {
            begun.Open();
            await door.Opened;
        });
        var (other, otherAccount) = (new ListSink<int>(), new SinkAccount("other", everyScan: false));
        var numbers = Observable.Create<int>(async observer =>
        {
            observer.OnNext(0);
            await begun.Opened;
            foreach (var number in Enumerable.Range(1, 9))
                observer.OnNext(number);
        }).Publish();

        var slow = numbers.WriteTo(stalled, _account, new() { QueueLength = 3, Overflow = overflow }, _time);
        var fast = numbers.WriteTo(other, otherAccount, new(), _time);
        using (numbers.Connect())
        {
            await fast;
            Assert.Equal(10, other.Taken.Count);
            Assert.Equal(4, _account.Counts.Queued);
            door.Open();
            await slow;
        }

        Assert.Equal(kept, stalled.Taken);
        Assert.Equal(6, _account.Counts.Dropped[reason]);
        AssertConserved(delivered: 4);
    }

    [Fact]
    public async Task WriteTo_SlowSinkThatMayNotLose_HoldsTheStreamBack()
    {
        var door = new Door();
        var pushed = 0;
        var sink = new ListSink<int>((_, _) => door.Opened);
        var numbers = Numbers(50).Do(_ => Interlocked.Increment(ref pushed)).SubscribeOn(System.Reactive.Concurrency.NewThreadScheduler.Default);

        var writing = numbers.WriteTo(sink, _account, new() { QueueLength = 4, LargestBatch = 2 }, _time);
        await Eventually.True(() => _account.Counts is { Offered: 5, Queued: 4 });
        Assert.Equal(5, Volatile.Read(ref pushed));
        door.Open();
        await writing;

        Assert.Equal(Enumerable.Range(0, 50), sink.Taken);
        Assert.InRange(sink.LargestBatch, 1, 2);
        AssertConserved(delivered: 50);
    }

    [Fact]
    public async Task WriteTo_SinkThatNeverAnswers_IsTimedOutAndTriedAgain()
    {
        var attempts = 0;
        var sink = new ListSink<int>((_, _) => ++attempts < 3 ? new TaskCompletionSource().Task : Task.CompletedTask);
        var troubles = new List<SinkTrouble>();

        var took = await _time.RunUntilAsync(Numbers(1).WriteTo(
            sink, _account, new() { WriteTimeout = TimeSpan.FromSeconds(10), Backoff = Quick }, _time, troubles.Add));

        Assert.All(troubles, trouble => Assert.IsType<TimeoutException>(trouble.Cause));
        Assert.InRange(took.TotalSeconds, 21.5, 23.1);
        AssertConserved(delivered: 1);
    }

    [Fact]
    public async Task WriteTo_Abandoned_CountsWhatWasLeftAndWhatStillComes()
    {
        using var abandon = new CancellationTokenSource();
        var end = new Door();
        var sink = new ListSink<int>((_, _) => throw new IOException("down for good"));
        var numbers = Observable.Create<int>(async observer =>
        {
            observer.OnNext(0);
            observer.OnNext(1);
            await end.Opened;
            observer.OnNext(2);
        });

        var writing = numbers.WriteTo(sink, _account, new() { Backoff = Quick }, _time, abandon: abandon.Token);
        await Eventually.True(() => _account.Counts.Failures > 0);
        await abandon.CancelAsync();
        end.Open();
        await writing;

        Assert.Equal(ImmutableSortedDictionary<string, long>.Empty.Add("abandoned", 3), _account.Counts.Dropped);
        AssertConserved(delivered: 0);
    }

    [Fact]
    public async Task WriteTo_StreamThatFails_WritesWhatCameAndThenFails()
    {
        var sink = new ListSink<int>();
        var broken = Numbers(3).Concat(Observable.Throw<int>(new InvalidOperationException("bug")));

        await Assert.ThrowsAsync<InvalidOperationException>(() => broken.WriteTo(sink, _account, new(), _time));

        Assert.Equal([0, 1, 2], sink.Taken);
        AssertConserved(delivered: 3);
    }

    [Fact]
    public void Delay_AfterManyFailures_StaysAtTheLongest()
    {
        var backoff = Enumerable.Range(0, 500).Aggregate(Quick, (state, _) => state.Next());

        Assert.Equal(TimeSpan.Zero, Quick.Delay(0.3));
        Assert.Equal(TimeSpan.FromSeconds(8), backoff.Delay(0));
        Assert.Equal(TimeSpan.FromSeconds(6), backoff.Delay(0.5));
    }

    private static IObservable<int> Numbers(int count) => Observable.Range(0, count);

    private void AssertConserved(long delivered)
    {
        var counts = _account.Counts;
        Assert.Equal(delivered, counts.Delivered);
        Assert.Equal(0, counts.Queued);
        Assert.Equal(counts.Offered, counts.Delivered + counts.DroppedTotal);
    }
}
