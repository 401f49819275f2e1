using Exafs.Pipeline;
using Exafs.Pipeline.Delivery;

namespace Exafs.Tests.Pipeline.Delivery;

/// <summary>Targets that are away, slow, picky and in need of help, in virtual time. Every test ends with the books.</summary>
public sealed class DelivererTests : IDisposable
{
    private static readonly Backoff s_quick = new(First: TimeSpan.FromSeconds(1), Longest: TimeSpan.FromSeconds(8));

    private readonly VirtualTime _time = new();
    private readonly MemoryOutbox _outbox = new("influxdb");
    private readonly List<SinkTrouble> _troubles = [];
    private readonly CancellationTokenSource _ending = new();

    public void Dispose()
    {
        Assert.Null(_outbox.Counts.Violation());
        _ending.Dispose();
    }

    [Fact]
    public async Task Run_GoodTarget_GetsAllInOrder_AndEndsWhenToldTo()
    {
        var target = new ListSink<string>();
        _outbox.Accept(25);

        await RunAsync(target, new() { LargestBatch = 10 });

        Assert.Equal(Enumerable.Range(1, 25).Select(i => $"{i}"), target.Taken);
        Assert.Equal((25, 0), (_outbox.Counts.Delivered, _outbox.Counts.Waiting));
    }

    [Fact]
    public async Task Run_BacklogAndLive_TheNewestAndTheOldestTakeTurns()
    {
        var batches = new List<string>();
        var target = new ListSink<string>((batch, _) =>
        {
            batches.Add($"{batch[0]}-{batch[^1]}");
            return Task.CompletedTask;
        });
        _outbox.Accept(50);

        await RunAsync(target, new() { LargestBatch = 10, NewestToo = true });

        Assert.Equal(["1-10", "41-50", "11-20", "31-40", "21-30"], batches);
    }

    [Fact]
    public async Task Run_TargetThatIsAway_IsTriedEverMoreSlowly_AndNothingIsLost()
    {
        var attempts = 0;
        var target = new ListSink<string>((_, _) => ++attempts <= 5 ? throw new DeliveryException("unavailable", "503", null, needsHelp: false) : Task.CompletedTask);
        _outbox.Accept(3);

        await RunUntilAsync(target, new() { Backoff = s_quick }, () => _outbox.Counts.Waiting == 0);

        Assert.Equal(["1", "2", "3"], target.Taken);
        Assert.All(_troubles.Zip([1, 2, 4, 8, 8]), wait => Assert.InRange(wait.First.RetryIn!.Value.TotalSeconds, wait.Second / 2.0, wait.Second));
        Assert.Equal([1, 2, 3, 4, 5], _troubles.Select(trouble => trouble.Failures));
    }

    [Theory]
    [InlineData(30, 30)]
    [InlineData(0.001, 0.5)]
    [InlineData(86_400, 600)]
    public async Task Run_RetryAfter_IsHonouredWithinReason(double asked, double waited)
    {
        var attempts = 0;
        var target = new ListSink<string>((_, _) => ++attempts == 1 ? throw new DeliveryException("too_many_requests", "429", TimeSpan.FromSeconds(asked), needsHelp: false) : Task.CompletedTask);
        _outbox.Accept(1);

        var took = await RunUntilAsync(target, new() { Backoff = s_quick }, () => _outbox.Counts.Waiting == 0);

        var wait = Assert.Single(_troubles).RetryIn!.Value;
        Assert.InRange(wait.TotalSeconds, waited, Math.Max(waited, 1));
        Assert.True(took > wait - TimeSpan.FromMilliseconds(2), $"it waited {took}, not {wait}");
    }

    [Fact]
    public async Task Run_OnePoisonItem_IsFoundAndSetAside_AndTheOthersArrive()
    {
        var target = new ListSink<string>((batch, _) => batch.Contains("3") ? throw new UndeliverableException("refused", "400 field type conflict") : Task.CompletedTask);
        _outbox.Accept(1000);

        var status = await RunAsync(target, new());

        Assert.Equal([("3", "refused")], _outbox.Dead);
        Assert.Equal(999, target.Taken.Distinct().Count());
        Assert.Equal((1, false), status.Failures["refused"]);
        Assert.Null(status.Trouble);
    }

    [Fact]
    public async Task Run_TooLarge_GetsSmallerRequests_AndLargerOnesAgainLater()
    {
        var sizes = new List<int>();
        var target = new ListSink<string>((batch, _) =>
        {
            sizes.Add(batch.Count);
            return batch.Count > 30 && sizes.Count < 20 ? throw new UndeliverableException(Deliverer.TooLarge, "413") : Task.CompletedTask;
        });
        _outbox.Accept(2000);

        await RunAsync(target, new() { LargestBatch = 100 });

        Assert.Equal([100, 50, 25, 25, 50, 25, 25], sizes[..7]);
        Assert.InRange(sizes[7], 13, 30); // halved for what comes next, not found out each time anew
        Assert.Equal(100, sizes.TakeLast(10).Max());
        Assert.Empty(_outbox.Dead);
        Assert.Equal(2000, target.Taken.Distinct().Count());
    }

    [Fact]
    public async Task Run_ItemThatIsTooLargeAlone_IsSetAside()
    {
        var target = new ListSink<string>((batch, _) => batch.Contains("2") ? throw new UndeliverableException(Deliverer.TooLarge, "413") : Task.CompletedTask);
        _outbox.Accept(4);

        await RunAsync(target, new());

        Assert.Equal([("2", Deliverer.TooLarge)], _outbox.Dead);
        Assert.Equal(["1", "3", "4"], target.Taken.Order());
    }

    [Fact]
    public async Task Run_TargetThatNeverAnswers_IsGivenUpAfterTheTimeOut_AndAskedForLess()
    {
        var sizes = new List<int>();
        var target = new ListSink<string>(async (batch, cancellation) =>
        {
            sizes.Add(batch.Count);
            if (batch.Count > 20) await Task.Delay(Timeout.Infinite, cancellation);
        });
        _outbox.Accept(80);

        await RunUntilAsync(target, new() { LargestBatch = 80, WriteTimeout = TimeSpan.FromSeconds(5), Backoff = s_quick }, () => _outbox.Counts.Waiting == 0);

        Assert.Equal([80, 40, 20], sizes[..3]);
        Assert.All(_troubles, trouble => Assert.IsType<TimeoutException>(trouble.Cause));
    }

    [Fact]
    public async Task Run_TargetThatNeedsHelp_KeepsAll_AndSaysSo()
    {
        var refuses = true;
        var target = new ListSink<string>((_, _) => refuses ? throw new DeliveryException("unauthorized", "401 no token", null, needsHelp: true) : Task.CompletedTask);
        _outbox.Accept(3);
        var deliverer = To(target, new() { Backoff = s_quick });
        var running = deliverer.RunAsync(_ending.Token, default);

        await _time.RunUntilAsync(Task.Run(() => Eventually.True(() => _troubles.Count > 3)));
        var status = deliverer.Status;
        refuses = false;
        await _time.RunUntilAsync(Task.Run(() => Eventually.True(() => _outbox.Counts.Waiting == 0)));
        await _ending.CancelAsync();
        await running;

        Assert.Equal((true, "401 no token", 3), (status.NeedsHelp, status.Trouble, status.Counts.Waiting));
        Assert.False(status.Failures["unauthorized"].Retryable);
        Assert.Equal((false, null), (deliverer.Status.NeedsHelp, deliverer.Status.Trouble));
    }

    [Fact]
    public async Task Run_DiskThatIsFull_DoesNotSendAgainWhatTheTargetHas()
    {
        var failures = 0;
        var target = new ListSink<string>();
        _outbox.Accept(3);
        _outbox.Marking = () =>
        {
            if (++failures <= 4) throw new IOException("the disk is full");
        };

        await RunUntilAsync(target, new() { Backoff = s_quick }, () => _outbox.Counts.Waiting == 0);

        Assert.Equal(["1", "2", "3"], target.Taken);
        Assert.Equal(4, _troubles.Count);
    }

    [Fact]
    public async Task Run_EndWhileTheTargetIsAway_EndsAtOnce_AndWhatWaitsIsKept()
    {
        var target = new ListSink<string>((_, _) => throw new DeliveryException("unreachable", "connection refused", null, needsHelp: false));
        _outbox.Accept(3);
        var running = To(target, new() { Backoff = new(TimeSpan.FromHours(1), TimeSpan.FromHours(1)) }).RunAsync(_ending.Token, default);
        await Eventually.True(() => _troubles.Count > 0);

        await _ending.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal((3, 0), (_outbox.Counts.Waiting, _outbox.Counts.Delivered));
    }

    [Fact]
    public async Task Run_Abandoned_LeavesTheTargetThatNeverAnswers()
    {
        using var abandon = new CancellationTokenSource();
        var called = new Door();
        var target = new ListSink<string>(async (_, cancellation) =>
        {
            called.Open();
            await Task.Delay(Timeout.Infinite, cancellation);
        });
        _outbox.Accept(3);
        var running = To(target, new()).RunAsync(_ending.Token, abandon.Token);
        await called.Opened;

        await abandon.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal(3, _outbox.Counts.Waiting);
    }

    private Deliverer To(ISink<string> target, DeliveryOptions options) =>
        new(_outbox, target, options.WriteTimeout == new DeliveryOptions().WriteTimeout ? options with { WriteTimeout = TimeSpan.FromDays(1) } : options, _time, _troubles.Add); // virtual time runs on while something is written

    private async Task<DeliveryStatus> RunAsync(ISink<string> target, DeliveryOptions options)
    {
        var deliverer = To(target, options);
        await _ending.CancelAsync();
        await deliverer.RunAsync(_ending.Token, default).WaitAsync(TimeSpan.FromSeconds(60));
        return deliverer.Status;
    }

    private async Task<TimeSpan> RunUntilAsync(ISink<string> target, DeliveryOptions options, Func<bool> done)
    {
        var running = To(target, options).RunAsync(_ending.Token, default);
        var took = await _time.RunUntilAsync(Task.Run(() => Eventually.True(done)));
        await _ending.CancelAsync();
        await running;
        return took;
    }
}
