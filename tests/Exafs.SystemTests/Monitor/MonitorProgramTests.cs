using Exafs.Adapters.Storage;
using Exafs.Lab;
using Exafs.SystemTests.Adapters;
using Exafs.Tests.Lab;

namespace Exafs.SystemTests.Monitor;

/// <summary>exafs-monitor as a process: what it says, and with which exit code it ends.</summary>
public sealed class MonitorProgramTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("exafs-monitor-").FullName;

    [Fact]
    public async Task CheckConfig_GoodFile_PrintsWhatIsInForce()
    {
        var (code, output, _) = await EndOfAsync(Config("""{ "store": { "path": "here.sqlite" } }"""), "--check-config");

        Assert.Equal(0, code);
        Assert.StartsWith("OK: ", output);
        Assert.Contains("\"path\": \"here.sqlite\"", output);
        Assert.Contains("\"rbkg_angstrom\": 1", output);
    }

    [Theory]
    [InlineData("""{ "zeromq": { "conect": [] } }""", "zeromq.conect: unknown key; allowed are connect, bind")]
    [InlineData("""{ "reduction": { "pre1_ev": -20, "pre2_ev": -90 } }""", "reduction.pre1_ev: -20 must be below pre2_ev, -90")]
    [InlineData("""{ "inference": { "enabled": true, "pack": "/no/such/pack" }, "reduction": { "kweight": 2 } }""", "monitor.json: inference.pack: /no/such/pack")]
    [InlineData("{", "this is not JSON")]
    public async Task Start_ImpossibleConfiguration_NamesTheKeyAndEndsWith2(string text, string problem)
    {
        var (code, _, errors) = await EndOfAsync(Config(text));

        Assert.Equal(2, code);
        Assert.Contains(problem, errors);
    }

    [Fact]
    public async Task Start_NoSuchFile_EndsWith2()
    {
        var (code, _, errors) = await EndOfAsync(Path.Combine(_folder, "none.json"));

        Assert.Equal(2, code);
        Assert.Contains("there is no file", errors);
    }

    [Fact]
    public async Task Start_EndpointThatCannotBeBound_EndsWith1AndSaysSo()
    {
        var (code, output, _) = await EndOfAsync(Config("""{ "zeromq": { "connect": [], "bind": ["tcp://203.0.113.1:5555"] }, "store": { "path": "STORE" } }"""));

        Assert.Equal(1, code);
        Assert.Contains("the stream broke", output);
    }

    [Fact]
    public async Task Start_WithAPack_ChecksItAndEstimatesEveryScan()
    {
        var (port, pack) = (Peer.FreePort(), ExamplePack.WriteWhole(Path.Combine(_folder, "pack")));
        var config = Config($$"""{ "zeromq": { "connect": ["tcp://127.0.0.1:{{port}}"] }, "store": { "path": "STORE" }, "reduction": { "kweight": 2 }, "inference": { "enabled": true, "pack": "{{pack}}", "engine": "decomposition" } }""");
        var (code, check, errors) = await EndOfAsync(config, "--check-config");
        Assert.True(code == 0, errors);
        Assert.Contains("structures by pack fe ", check);

        var foil = ExamplePack.WriteFoil(Path.Combine(_folder, "foil.dat"), 0.8, 8);
        using var monitor = MonitorProcess.Start(config);
        await monitor.SaysAsync("structures by pack fe ");
        var replay = Task.Factory.StartNew(
            () => CommandLine.Run(["replay", foil, "--bind", $"tcp://127.0.0.1:{port}", "--rate", "2", "--times", "2", "--grow", "8", "--run-id", "foil"], TextWriter.Null, People.On(TextWriter.Null, terminal: false), default),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await monitor.SaysAsync("scan 000002 foil.dat of foil: E0");
        await monitor.SignalAsync("TERM");
        (code, var output, errors) = await monitor.EndAsync();

        Assert.True(code == 0 && await replay == 0, output + errors);
        Assert.Matches("estimates 2 \\((good|out_of_distribution) 2\\)", output);
        using var reader = new StoreReader(Path.Combine(_folder, "x.sqlite"));
        foreach (var scan in reader.Scans("foil"))
            Assert.Equal(("fe", 8.0), (reader.Estimate(scan)!.Estimate!.Pack.Name, reader.Estimate(scan)!.Estimate!.DeltaE0));
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task Signal_WhileScansCome_StoresThemAllAndEndsWith0(string signal)
    {
        var port = Peer.FreePort();
        using var publisher = Peer.Python("publish_to_subscriber.py", $"tcp://127.0.0.1:{port}");
        using var monitor = MonitorProcess.Start(Config($$"""{ "zeromq": { "connect": ["tcp://127.0.0.1:{{port}}"] }, "store": { "path": "STORE" } }"""));
        await monitor.SaysAsync("scan 1 of test Fe K");
        await monitor.SignalAsync(signal);
        var (code, output, errors) = await monitor.EndAsync();

        Assert.True(code == 0, output + errors);
        Assert.Contains("received 1 = analyzed ", output);
        Assert.Contains("store: reports 1 = delivered 1 + queued 0 + dropped 0", output);
        Assert.Contains($"data: {Path.Combine(_folder, "x.sqlite")}", output);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Config(string text)
    {
        var file = Path.Combine(_folder, "monitor.json");
        File.WriteAllText(file, text.Replace("STORE", Path.Combine(_folder, "x.sqlite")));
        return file;
    }

    private static async Task<(int Code, string Output, string Errors)> EndOfAsync(string config, params string[] more)
    {
        using var monitor = MonitorProcess.Start(config, more);
        return await monitor.EndAsync();
    }
}
