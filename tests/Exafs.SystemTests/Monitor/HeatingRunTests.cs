using Exafs.Adapters.Storage;
using Exafs.Lab;
using Exafs.Pipeline.Changes;
using Exafs.SystemTests.Adapters;
using Exafs.Tests.Reference;

namespace Exafs.SystemTests.Monitor;

/// <summary>The run that the demo shows, through the real daemon: sockets, networks, detection, alerts, store, verdict, report.</summary>
public sealed class HeatingRunTests : IDisposable
{
    private static readonly string Runs = Path.Combine(RepositoryFolder.Path, "config", "runs");

    private readonly string _folder = Directory.CreateTempSubdirectory("exafs-heating-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task HeatingRun_OverZeroMq_IsFoundAsItWas()
    {
        var (port, store) = (Peer.FreePort(), Path.Combine(_folder, "x.sqlite"));
        var config = Path.Combine(_folder, "monitor.json");
        await File.WriteAllTextAsync(config, (await File.ReadAllTextAsync(Path.Combine(RepositoryFolder.Path, "config", "demo.json")))
            .Replace("15557", $"{port}").Replace("data/demo/exafs.sqlite", store).Replace("config/packs/fe", Path.Combine(RepositoryFolder.Path, "config", "packs", "fe")));
        using var monitor = MonitorProcess.Start(config);
        await monitor.SaysAsync("structures by pack fe ");
        var replay = Task.Factory.StartNew(() => Lab("replay", Path.Combine(Runs, "fe-heating.frames"), "--bind", $"tcp://127.0.0.1:{port}", "--rate", "100"), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await monitor.SaysAsync("the change to bcc is complete");
        Assert.Equal(0, (await replay).Code);
        await Task.Run(() => WaitFor(store, 597));
        await monitor.SignalAsync("TERM");
        var (code, output, errors) = await monitor.EndAsync();
        Assert.True(code == 0, output + errors);

        using (var reader = new StoreReader(store))
        {
            var events = reader.Events("Fe heating, simulated");
            Assert.Equal([("onset", "fcc"), ("completion", "fcc"), ("onset", "bcc"), ("completion", "bcc")], events.Where(change => change.IsStructural).Select(change => (change.KindName, change.Cause)));
            Assert.Equal(["heating", "cooling"], events.Where(change => change.Kind == ChangeKind.Completion).Select(change => change.Branch.ToString().ToLowerInvariant()));
            var alerts = reader.Alerts().Where(alert => alert.Name == "structure_onset").ToArray();
            Assert.Equal(2, alerts.Length);
            Assert.All(alerts, alert => Assert.False(alert.IsFiring));
        }

        var (verdict, said) = Lab("verdict", store, "--truth", Path.Combine(Runs, "fe-heating.truth.json"));
        Assert.True(verdict == 0, said);
        Assert.Contains("instrument events named 9 of 9", said);
        Assert.Equal(0, Lab("report", store, "--output", Path.Combine(_folder, "report.html")).Code);
        Assert.Contains("simulated", await File.ReadAllTextAsync(Path.Combine(_folder, "report.html")));
    }

    [Fact]
    public void Verdict_OfAStoreOfAnotherRun_IsWrongUsage()
    {
        var (code, said) = Lab("verdict", Path.Combine(_folder, "none.sqlite"), "--truth", Path.Combine(Runs, "fe-heating.truth.json"));
        Assert.Equal(2, code);
        Assert.Contains("none.sqlite", said);
        Assert.Equal(2, Lab("verdict", "any", "--truth", Path.Combine(Runs, "fe-heating.json")).Code);
    }

    private static async Task WaitFor(string store, int scans)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            using (var reader = new StoreReader(store))
            {
                if (reader.Runs().Sum(run => run.Analyzed + run.Rejected) + reader.Defects().Count >= scans) return;
            }

            await Task.Delay(100, patience.Token);
        }
    }

    private static (int Code, string Said) Lab(params string[] words)
    {
        using StringWriter results = new(), said = new();
        var code = CommandLine.Run(words, results, People.On(said, terminal: false), default);
        return (code, said.ToString());
    }
}
