using System.Text;
using Exafs.Inference.Networks;
using Exafs.Inference.Packs;
using Exafs.Lab;
using Exafs.Lab.Train;
using Exafs.Physics.Estimates;
using Exafs.Physics.Libraries;
using Exafs.Tests.Reference;

namespace Exafs.SystemTests.Lab;

public sealed class TrainCommandTests : IDisposable
{
    private static readonly string s_library = Path.Combine(RepositoryFolder.Path, "config", "packs", "cu", "library");
    private readonly string _folder = Directory.CreateTempSubdirectory("exafs-train-").FullName;

    [Fact]
    public async Task Run_StoppedInEveryStage_EndsWithThePackOfOneThatWasNot()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("whole", until: null));
        Assert.Equal(ExitCode.SomeFailed, await RunAsync("stopped", until: "member 0: step"));
        Assert.Equal(ExitCode.SomeFailed, await RunAsync("stopped", until: "forward network: step"));
        Assert.Equal(ExitCode.SomeFailed, await RunAsync("stopped", until: "error bars: step"));
        Assert.False(File.Exists(At("stopped", PackManifest.FileName)));
        Assert.Equal(ExitCode.Done, await RunAsync("stopped", until: null));

        Assert.All([ModelPack.NetworkFile, ModelPack.ForwardFile], file => Assert.Equal(File.ReadAllBytes(At("whole", file)), File.ReadAllBytes(At("stopped", file))));
        var (whole, stopped) = (ModelPack.Load(At("whole")).Manifest, ModelPack.Load(At("stopped")).Manifest);
        Assert.Equal(whole.Calibration.Quantities, stopped.Calibration.Quantities.AsEnumerable());
        Assert.Equal(whole.Calibration.Correlation, stopped.Calibration.Correlation.AsEnumerable());
        Assert.Equal(whole.OutOfDistribution, stopped.OutOfDistribution);

        Assert.NotEqual(PackCalibration.None.Quantities, whole.Calibration.Quantities.AsEnumerable());
        Assert.All(whole.Calibration.Quantities, scale => Assert.True(scale.Factor > 0 && scale.Floor >= 0));
        Assert.True(whole.OutOfDistribution.ConsistencyRFactor >= 0.05);
        Assert.Equal((8.0, 0.8), (whole.NominalCalibration.DeltaE0, whole.NominalCalibration.S02));
        Assert.Contains("| r1_angstrom |", File.ReadAllText(At("whole", "model-card.md")), StringComparison.Ordinal);
        Estimates(ModelPack.Load(At("whole"), "Cu"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void Estimates(ModelPack pack)
    {
        var validation = StructureLibrary.Load(s_library).Validation!;
        using var estimator = NetworkEstimator.Of(pack, NetworkEngine.Managed, pack.Manifest.NominalCalibration);
        var outcome = estimator.Estimate([new ChiK([.. validation.ChiOf(3).ToArray().Take(281).Select(value => 0.8 * value)]) { E0 = 8979 }])[0];

        Assert.Null(outcome.Defect);
        var estimate = outcome.Estimate!;
        Assert.All([.. estimate.NeighboursPerAngstrom, .. estimate.NeighboursPerAngstromSigma, estimate.ConsistencyRFactor, estimate.OodScore], value => Assert.True(double.IsFinite(value)));
        Assert.All([estimate.Within32, estimate.Density, .. estimate.Phases.Select(phase => phase.Fraction), .. estimate.Shells.Select(shell => shell.Distance)], value => Assert.True(double.IsFinite(value.Value) && value.Sigma > 0));
    }

    private string At(string pack, string file = "") => Path.Combine(_folder, pack, file);

    /// <param name="output">Folder of the pack.</param>
    /// <param name="until">It is stopped once it says this.</param>
    private async Task<int> RunAsync(string output, string? until)
    {
        using var stopping = new CancellationTokenSource();
        using var said = new Listener(line =>
        {
            if (until is not null && line.StartsWith(until, StringComparison.Ordinal)) stopping.Cancel();
        });
        return await new TrainCommand(People.On(said, terminal: false), TimeProvider.System).RunAsync(
            Path.Combine(RepositoryFolder.Path, "config", "training", "test-network.json"), s_library, At(output), null, "cpu", 1, 1, stopping.Token);
    }

    private sealed class Listener(Action<string> heard) : StringWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            heard(value ?? "");
        }
    }
}
