using System.Globalization;
using System.Text.Json;
using Exafs.Adapters.Recording;
using Exafs.Adapters.ScanV1;
using Exafs.Adapters.Storage;
using Exafs.Lab;
using Exafs.Signal;
using Exafs.SystemTests.Adapters;
using Exafs.SystemTests.Monitor;
using Exafs.Tests.Pipeline;
using Exafs.Tests.Reference;

namespace Exafs.SystemTests.Recording;

/// <summary>exafs-monitor --replay: the whole chain offline, the same results as live and as ever.</summary>
public sealed class ReplayRunTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("exafs-replay-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Replay_OfARecordedRun_GivesWhatTheDaemonGaveLive()
    {
        int port = Peer.FreePort();
        string config = In("monitor.json"), endpoint = $"tcp://127.0.0.1:{port}";
        await File.WriteAllTextAsync(config, (await File.ReadAllTextAsync(Path.Combine(RepositoryFolder.Path, "config", "demo.json")))
            .Replace("15557", $"{port}").Replace("data/demo/exafs.sqlite", In("live.sqlite")).Replace("config/packs/fe", Path.Combine(RepositoryFolder.Path, "config", "packs", "fe")));
        using var monitor = MonitorProcess.Start(config);
        using var stopping = new CancellationTokenSource();
        var recording = LabCommand.Start(stopping.Token, "record", endpoint, "--output", In("run"));
        await monitor.SaysAsync("structures by pack fe ");
        var sent = await LabCommand.Start(default, "replay", Path.Combine(RepositoryFolder.Path, "config", "runs", "fe-heating.frames"), "--bind", endpoint, "--rate", "100", "--wait-seconds", "6");
        Assert.Equal(0, sent.Code);
        await monitor.SaysAsync("the change to bcc is complete");
        await Task.Delay(TimeSpan.FromSeconds(2));
        await stopping.CancelAsync();
        Assert.Equal(0, (await recording).Code);
        await monitor.SignalAsync("TERM");
        Assert.Equal(0, (await monitor.EndAsync()).Code);

        string output = await ReplayAsync(config, "again.sqlite");

        Assert.Contains("nothing is served (--listen), InfluxDB and the channels of alerts are told nothing (--deliver)", output);
        var (code, said) = LabCommand.Run("compare-runs", In("live.sqlite"), In("again.sqlite"));
        Assert.True(code == ExitCode.Done, said);
        using var store = new StoreReader(In("again.sqlite"));
        Assert.Equal(4, store.Events("Fe heating, simulated").Count(change => change.IsStructural));
    }

    [Fact]
    public async Task Replay_Twice_IsTheSameBitForBit_AndAnotherRbkgIsFound()
    {
        WriteRun(In("run"), 60);
        await ReplayAsync(Config("a", 1.0), "a.sqlite");
        await ReplayAsync(Config("b", 1.0), "b.sqlite", isBusy: true);
        await ReplayAsync(Config("c", 1.3), "c.sqlite");

        var (code, said) = LabCommand.Run("compare-runs", In("a.sqlite"), In("b.sqlite"), "--output", In("same.json"));
        Assert.True(code == ExitCode.Done, said);
        Assert.Contains("identical: every result is the same, bit for bit", said);

        (code, said) = LabCommand.Run("compare-runs", In("a.sqlite"), In("c.sqlite"), "--output", In("other.json"));
        Assert.Equal(ExitCode.SomeFailed, code);
        Assert.Contains("chi(k)", said);
        Assert.Contains("the same, bit for bit: e0, edge_step", said);
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(In("other.json")));
        JsonElement chi = json.RootElement.GetProperty("quantities").EnumerateArray().Single(quantity => quantity.GetProperty("name").GetString() == "chi(k)");
        Assert.Equal((60, 60), (chi.GetProperty("scans").GetInt32(), chi.GetProperty("different").GetInt32()));
        Assert.InRange(chi.GetProperty("relative_rms").GetDouble(), 1e-4, 1);
        using var store = new StoreReader(In("a.sqlite"));
        StoredRun run = store.Runs().Single(run => run.RunId == "run");
        Assert.Equal((60L, 2L), (run.Analyzed, run.Rejected)); // the torn growing one, the one that the end stopped
        Assert.Single(store.Defects());
    }

    [Fact]
    public async Task Replay_OfACutRecording_SaysSo_AndGivesWhatIsWhole()
    {
        WriteRun(In("run"), 20);
        byte[] bytes = await File.ReadAllBytesAsync(In("run"));
        await File.WriteAllBytesAsync(In("run"), bytes[..(bytes.Length / 2)]);

        string output = await ReplayAsync(Config("a", 1.0), "a.sqlite");

        Assert.Contains("it was cut, and its last", output);
        using var store = new StoreReader(In("a.sqlite"));
        Assert.InRange(store.Runs().Single(run => run.RunId == "run").Analyzed, 8, 12);
    }

    [Fact]
    public async Task Replay_IntoAStoreThatIsThere_OrOfAnotherFile_IsRefused()
    {
        WriteRun(In("run"), 1);
        string config = Config("a", 1.0);
        await File.WriteAllTextAsync(In("there.sqlite"), "");
        foreach (var (words, expected) in new[]
        {
            (new[] { "--replay", In("run"), "--store", In("there.sqlite") }, "there.sqlite is there already"),
            (["--replay", config], "this is no exafs-recording-v1"),
            (["--replay", In("none")], "none"),
            (["--store", In("x.sqlite")], "go with --replay"),
        })
        {
            using var monitor = MonitorProcess.Start(config, [.. words, "--listen", "none"]);
            var (code, output, errors) = await monitor.EndAsync();
            Assert.True(code == 2, output + errors);
            Assert.Contains(expected, errors);
        }
    }

    [Fact]
    public async Task CompareRuns_OtherScansAndOutcomes_AreNamed()
    {
        await WriteStoreAsync("a.sqlite", [.. Synthetic.Scans(5)]);
        await WriteStoreAsync("b.sqlite", [Synthetic.Scan(1), Synthetic.Scan(2) with { ITrans = [] }, .. Synthetic.Scans(6).Skip(3)]);

        var (code, said) = LabCommand.Run("compare-runs", In("a.sqlite"), In("b.sqlite"));

        Assert.Equal(ExitCode.SomeFailed, code);
        Assert.Contains("1 scan only in A: 3", said);
        Assert.Contains("1 scan only in B: 6", said);
        Assert.Contains("1 scan analyzed in A, rejected: missing_channel in B: 2", said);
        Assert.Equal(ExitCode.WrongUsage, LabCommand.Run("compare-runs", In("a.sqlite"), In("b.sqlite"), "--run", "other").Code);
        Assert.Equal(ExitCode.WrongUsage, LabCommand.Run("compare-runs", In("a.sqlite"), In("none.sqlite")).Code);
    }

    private async Task WriteStoreAsync(string name, Scan[] scans)
    {
        using var store = new SqliteStore(new SqliteStoreOptions { File = In(name) });
        await store.WriteAsync(new Exafs.Pipeline.Analyzer(new Exafs.Pipeline.AnalysisOptions()).Analyze(scans), default);
    }

    // Good scans, rubbish, one that lost points, and one that still grew at the end.
    private static void WriteRun(string file, int scans)
    {
        var scanWriter = new ScanV1Writer();
        var clock = new StepClock();
        using var writer = new RecordingWriter(File.Create(file), new RecordingHeader { Endpoints = ["tcp://beamline:5555"], Started = clock.GetUtcNow() }, clock);
        for (int i = 1; i <= scans; i++)
        {
            Write(scanWriter.WriteScan(Synthetic.Scan(i)));
            if (i != scans / 2)
                continue;
            Write([1, 2, 3]);
            Scan torn = Synthetic.Scan(1000);
            Write(scanWriter.WriteBegin(torn, 400));
            Write(scanWriter.WritePoints(torn, 100, 100));
            Write(scanWriter.WriteEnd(torn));
        }

        Scan growing = Synthetic.Scan(1001);
        Write(scanWriter.WriteBegin(growing, 400));
        Write(scanWriter.WritePoints(growing, 0, 100));
        writer.End("stopped");

        void Write(byte[] message)
        {
            clock.Step();
            writer.Write(new([message], clock.GetUtcNow()), clock.GetTimestamp());
        }
    }

    private string Config(string name, double rbkg)
    {
        File.WriteAllText(In(name + ".json"), $$"""
            {
              "store": { "path": "{{In("daemon.sqlite")}}" },
              "reduction": { "rbkg_angstrom": {{rbkg.ToString(CultureInfo.InvariantCulture)}} }
            }
            """);
        return In(name + ".json");
    }

    private async Task<string> ReplayAsync(string config, string store, bool isBusy = false)
    {
        using var calm = new CancellationTokenSource();
        Task[] busy = !isBusy ? [] : [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Factory.StartNew(
            () =>
            {
                while (!calm.IsCancellationRequested)
                    Thread.SpinWait(100_000);
            }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        using var monitor = MonitorProcess.Start(config, "--replay", In("run"), "--store", In(store));
        var (code, output, errors) = await monitor.EndAsync();
        await calm.CancelAsync();
        await Task.WhenAll(busy);
        Assert.True(code == 0, output + errors);
        Assert.False(File.Exists(In("daemon.sqlite")));
        return output;
    }

    private string In(string name) => Path.Combine(_folder, name);

    /// <summary>Half a second from message to message.</summary>
    private sealed class StepClock : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Step() => _now += TimeSpan.FromSeconds(0.5);

        public override DateTimeOffset GetUtcNow() => _now;

        public override long GetTimestamp() => _now.UtcTicks;
    }
}
