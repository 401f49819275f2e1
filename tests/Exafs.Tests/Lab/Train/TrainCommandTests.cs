using Exafs.Inference.Packs;
using Exafs.Lab;
using Exafs.Lab.Train;
using Exafs.Tests.Reference;

namespace Exafs.Tests.Lab.Train;

public sealed class TrainCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("exafs-train-").FullName;
    private readonly StringWriter _said = new();

    [Fact]
    public async Task Run_OfTwoMembersInTurn_EndsWithAPackThatLoads()
    {
        Assert.Equal(ExitCode.Done, await RunAsync(Config(), member: 1));
        Assert.Contains("Member 0 is not done yet", _said.ToString(), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, await RunAsync(Config(), makers: 2));

        var pack = ModelPack.Load(Output, "Fe");
        Assert.Equal((2, "fe", 16), (pack.Members.Length, pack.Manifest.Name, pack.Manifest.Network.Hidden));
        Assert.Equal(3, pack.Manifest.Recipe!.Value.GetProperty("training").GetProperty("steps").GetInt32());
        Assert.NotEqual(pack.Members[0]["input.weight"].ToArray(), pack.Members[1]["input.weight"].ToArray());

        // Neither member is trained again; by another recipe both are.
        _said.GetStringBuilder().Clear();
        Assert.Equal(ExitCode.Done, await RunAsync(Config()));
        Assert.DoesNotContain("step", _said.ToString(), StringComparison.Ordinal);
        Assert.Equal(pack.Members[0]["input.weight"].ToArray(), ModelPack.Load(Output).Members[0]["input.weight"].ToArray());
        Assert.Equal(ExitCode.Done, await RunAsync(Config(steps: 4)));
        Assert.Contains("step 4 of 4", _said.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WhereItIsStopped_KeepsWhatItHasAndSaysSo()
    {
        using var stopping = new CancellationTokenSource();
        await stopping.CancelAsync();

        Assert.Equal(ExitCode.SomeFailed, await RunAsync(Config(), stopping: stopping.Token));
        Assert.Contains("the same command goes on", _said.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Output, PackManifest.FileName)));
    }

    [Fact]
    public async Task Run_OfALibraryOfAnotherElement_IsRefused()
    {
        var error = await Assert.ThrowsAsync<UsageException>(() => RunAsync(Config(), library: "cu"));

        Assert.Contains("the library is of Cu K", error.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        _said.Dispose();
    }

    private string Output => Path.Combine(_folder, "pack");

    private string Config(int steps = 3)
    {
        var file = Path.Combine(_folder, "network.json");
        File.WriteAllText(file, $$"""
            {
              "name": "fe", "element": "Fe", "edge": "K", "seed": 1, "members": 2,
              "features": { "edge_energy_ev": 7112 },
              "network": { "hidden": 16 },
              "samples": { "grids": 2 },
              "training": { "steps": {{steps}}, "batch": 4 },
              "forward": null,
              "calibration_every": null
            }
            """);
        return file;
    }

    private Task<int> RunAsync(string config, int? member = null, int makers = 1, string library = "fe", CancellationToken stopping = default) =>
        new TrainCommand(People.On(_said, terminal: false), TimeProvider.System).RunAsync(
            config, Path.Combine(RepositoryFolder.Path, "config", "packs", library), Output, member, "cpu", makers, 1, stopping);
}
