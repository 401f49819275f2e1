using Exafs.Monitor;
using Exafs.Monitor.Operation;
using Exafs.Monitor.Options;
using Exafs.Pipeline;
using Exafs.Tests.Pipeline;

namespace Exafs.Tests.Monitor;

/// <summary>When the daemon is alive, and when it is ready.</summary>
public sealed class HeartbeatTests
{
    private readonly VirtualTime _time = new();
    private readonly Monitoring _monitoring;
    private readonly Heartbeat _heartbeat;

    public HeartbeatTests()
    {
        _monitoring = new(_time);
        _heartbeat = new(_monitoring);
    }

    [Fact]
    public void Beat_NothingToDo_GoesOn()
    {
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Null(_heartbeat.Beat());
        Assert.Null(_heartbeat.Trouble());
    }

    [Fact]
    public void Beat_ScansThatNobodyFinishes_IsDeadAfterItsPatience_AndAliveWhenOneIsFinished()
    {
        _monitoring.Ledger.Received(Synthetic.Scan(1));
        _monitoring.Ledger.Received(Synthetic.Scan(2));
        Assert.Null(_heartbeat.Beat());
        _time.Advance(Heartbeat.Patience - TimeSpan.FromSeconds(1));
        Assert.Null(_heartbeat.Beat());
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Contains("2 scans wait", _heartbeat.Beat());
        Assert.Contains("scans wait", _heartbeat.Trouble());
        _monitoring.Ledger.Reported(new Rejected(Synthetic.Scan(1), new("no_edge", "")));
        Assert.Null(_heartbeat.Beat());
        Assert.Null(_heartbeat.Trouble());
    }

    [Fact]
    public void Beat_StoreThatIsFull_IsAlive_ButNotReady()
    {
        var store = _monitoring.Ledger.Sink("store", everyScan: true);
        _monitoring.Ledger.Received(Synthetic.Scan(1));
        _heartbeat.Beat();
        store.Failed("the disk is full");
        _time.Advance(2 * Heartbeat.Patience);

        Assert.Null(_heartbeat.Beat());
        Assert.Contains(Health().Ready(), check => check is { Name: "store", Trouble: "the disk is full" });
    }

    [Fact]
    public void Trouble_HeartThatIsNotFelt_IsDead()
    {
        _heartbeat.Beat();
        _time.Advance(TimeSpan.FromSeconds(11));
        Assert.Contains("not felt for 11 s", _heartbeat.Trouble());
    }

    [Fact]
    public void Ready_BeforeAnythingIsOpen_SaysWhatIsMissing_AndThenWhoIs()
    {
        _heartbeat.Beat();
        Assert.Equal(["source", "store"], Health().Ready().Where(check => check.Trouble is not null).Select(check => check.Name));

        _monitoring.Ledger.Sink("store", everyScan: true);
        _monitoring.Socket = () => new(0, 0, 0, 0, 2, 2);
        Assert.Equal("no publisher is connected at tcp://127.0.0.1:5555", Assert.Single(Health().Ready(), check => check.Trouble is not null).Trouble);
        _monitoring.Socket = () => new(0, 0, 0, 0, 3, 2);
        Assert.All(Health().Ready(), check => Assert.Null(check.Trouble));
    }

    [Theory]
    [InlineData(10_000_000, true)]
    [InlineData(19_000_000_000, false)]
    public void Ready_DatabaseThatIsAway_IsReadyWhileTheOutboxHasRoom(long waiting, bool isReady)
    {
        _heartbeat.Beat();
        _monitoring.Ledger.Sink("store", everyScan: true);
        _monitoring.Socket = () => new(0, 0, 0, 0, 1, 0);
        _monitoring.Deliveries = () => [new() { Counts = new() { Target = "influxdb", Accepted = 5, Waiting = 5, WaitingBytes = waiting }, Trouble = "connection refused" }];

        var check = Health().Ready().Single(check => check.Name == "outbox influxdb");

        Assert.Equal(isReady, check.Trouble is null);
        Assert.Contains("connection refused", check.ToString());
    }

    private Health Health() => new(new MonitorOptions(), _monitoring, _heartbeat);
}
