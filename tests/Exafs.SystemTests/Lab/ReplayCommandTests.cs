using System.Globalization;
using Exafs.Adapters.ZeroMq;
using Exafs.Lab;
using Exafs.Signal;
using Exafs.SystemTests.Adapters;
using Exafs.Tests.Reference;

namespace Exafs.SystemTests.Lab;

/// <summary>exafs-lab replay over a socket, to the source that the daemon has.</summary>
public sealed class ReplayCommandTests : IDisposable
{
    private readonly string _endpoint = $"tcp://127.0.0.1:{Peer.FreePort()}";
    private readonly CancellationTokenSource _timeout = new(TimeSpan.FromSeconds(60));

    public void Dispose() => _timeout.Dispose();

    [Theory]
    [InlineData("0")]
    [InlineData("5")]
    public async Task Replay_Series_ArrivesWholeAndInOrder(string grow)
    {
        var people = new StringWriter(CultureInfo.InvariantCulture);
        Task<int> replay = StartReplay(people, "series.csv", "--rate", "20", "--grow", grow, "--wait-seconds", "2", "--run-id", "night");

        List<Scan> scans = await CompleteScansAsync(3);

        Assert.Equal(ExitCode.Done, await replay);
        Assert.Equal([1L, 2L, 3L], scans.Select(scan => scan.Sequence!.Value));
        Assert.Equal(["000001 time 0", "000002 time 300", "000003 time 600"], scans.Select(scan => scan.ScanId));
        Assert.All(scans, scan => Assert.Equal(("night", 70, 70), (scan.RunId, scan.Energy.Length, scan.Mu.Length)));
        Assert.Contains("3 scans sent", people.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_Loop_EndsCleanlyWhenStopped()
    {
        using var stopping = new CancellationTokenSource();
        var people = new StringWriter(CultureInfo.InvariantCulture);
        Task<int> replay = StartReplay(people, stopping.Token, "two_columns_ev.dat", "--rate", "50", "--loop");

        List<Scan> scans = await CompleteScansAsync(5);
        await stopping.CancelAsync();

        Assert.Equal(ExitCode.Done, await replay);
        Assert.Equal(scans[0].Sequence + 4, scans[4].Sequence);
    }

    [Fact]
    public async Task Replay_RecordedMessages_ToABoundSubscriber_NowTakesPlaceNow()
    {
        var frames = Path.Combine(RepositoryFolder.Path, "config", "runs", "fe-heating.frames");
        using var stopping = new CancellationTokenSource();
        Task<int> replay = Task.Factory.StartNew(
            () => CommandLine.Run(["replay", frames, "--connect", _endpoint, "--now", "--rate", "20"], TextWriter.Null, People.On(new StringWriter(CultureInfo.InvariantCulture), terminal: false), stopping.Token),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        List<Scan> scans = await CompleteScansAsync(3, bound: true);
        await stopping.CancelAsync();

        Assert.Equal(ExitCode.Done, await replay);
        Assert.All(scans, scan => Assert.Equal(DateTime.UtcNow, scan.EndTime!.Value, TimeSpan.FromMinutes(1)));
    }

    private Task<int> StartReplay(StringWriter people, params string[] words) => StartReplay(people, CancellationToken.None, words);

    private Task<int> StartReplay(StringWriter people, CancellationToken stopping, params string[] words) => Task.Factory.StartNew(
        () => CommandLine.Run(["replay", Path.Combine(RepositoryFolder.Path, "tests", "reference", "formats", words[0]), "--bind", _endpoint, .. words[1..]], TextWriter.Null, People.On(people, terminal: false), stopping),
        CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private async Task<List<Scan>> CompleteScansAsync(int count, bool bound = false)
    {
        var source = new ZeroMqScanSource(new ZeroMqOptions { Endpoints = [_endpoint], Bind = bound }, TimeProvider.System);
        var scans = new List<Scan>();
        await foreach (Scan scan in source.ReadAllAsync(_timeout.Token))
        {
            if (scan.Progress == ScanProgress.Complete) scans.Add(scan);
            if (scans.Count == count) break;
        }

        return scans;
    }
}
