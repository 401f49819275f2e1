using Exafs.Inference.Features;
using Exafs.Inference.Packs;
using Exafs.Physics.Estimates;
using Exafs.Tests.Lab;

namespace Exafs.Tests.Inference.Packs;

/// <summary>Packs as programs open them.</summary>
public sealed class OpenedPackTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("exafs-opened-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Load_Decomposition_NeedsTheLibraryAlone()
    {
        var folder = ExamplePack.WriteWhole(Path.Combine(_folder, "pack"));
        using var pack = OpenedPack.Load(folder, "decomposition", secondOpinion: false);
        using var library = OpenedPack.Load(Path.Combine(folder, "library"), "decomposition", secondOpinion: false);

        Assert.Equal((new EdgeGate("Fe", "K"), "decomposition", "fe"), (pack.Edge, pack.Engine, pack.Identity.Name));
        Assert.Equal(pack.Identity, library.Identity);
        Assert.Equal(64, pack.Identity.Sha256.Length);
        var estimate = Assert.Single(pack.For(new() { DeltaE0 = 0, S02 = 1 }).Estimate([new ChiK([.. ExamplePack.Grid(14).Select(ExamplePack.Chi)])])).Estimate!;
        Assert.Equal((pack.Identity, 0.0, 1.0), (estimate.Pack, estimate.DeltaE0, estimate.S02));
        Assert.NotNull(pack.OpenCalibrationFoil());
    }

    [Fact]
    public void Load_NetworksWithASecondOpinion_GiveBothForEveryCalibration()
    {
        var folder = ExamplePack.WriteWhole(Path.Combine(_folder, "pack"));
        var identity = RandomPack.Save(folder).Identity;
        using var pack = OpenedPack.Load(folder, "managed", secondOpinion: true);
        ChiK[] batch = [new([.. ExamplePack.Grid(14).Select(ExamplePack.Chi)])];
        var estimates = new[] { pack.NominalCalibration, new BeamlineCalibration { DeltaE0 = 2, S02 = 0.9 }, pack.NominalCalibration }.Select(calibration => pack.For(calibration).Estimate(batch)[0].Estimate!).ToArray();

        Assert.All(estimates, estimate => Assert.Equal((identity, identity), (estimate.Pack, estimate.SecondOpinion!.Pack)));
        Assert.Equal([8, 2, 8], estimates.Select(estimate => estimate.DeltaE0));
        Assert.NotEmpty(estimates[0].Disagreements); // the networks have learnt nothing
        Assert.Equal(estimates[0].NeighboursPerAngstrom.AsEnumerable(), estimates[2].NeighboursPerAngstrom);
        Assert.NotEqual(estimates[0].NeighboursPerAngstrom.AsEnumerable(), estimates[1].NeighboursPerAngstrom);
    }

    [Fact]
    public void Load_SecondOpinionWithoutALibrary_IsRefused()
    {
        RandomPack.Save(_folder);

        Assert.Contains("has no library", Assert.Throws<InvalidDataException>(() => OpenedPack.Load(_folder, "managed", secondOpinion: true)).Message);
        using var pack = OpenedPack.Load(_folder, "managed", secondOpinion: false);
        Assert.Contains("has no library", Assert.Throws<InvalidDataException>(pack.OpenCalibrationFoil).Message);
    }

    [Theory]
    [InlineData("tensorflow", "tensorflow is no engine: managed, torch:cpu, torch:cuda:0 or decomposition")]
    [InlineData("torch:tpu", "torch:tpu is no engine")]
    public void Load_UnknownEngine_IsRefused(string engine, string message) =>
        Assert.StartsWith(message, Assert.Throws<NotSupportedException>(() => OpenedPack.Load(_folder, engine, false)).Message);

    [Theory]
    [InlineData("managed")]
    [InlineData("decomposition")]
    public void Load_NoPack_SaysWhatIsMissing(string engine) =>
        Assert.Contains(_folder, Assert.Throws<InvalidDataException>(() => OpenedPack.Load(_folder, engine, false)).Message);

    [Fact]
    public void Load_DamagedLibrary_IsRefused()
    {
        var folder = ExamplePack.WriteWhole(Path.Combine(_folder, "pack"));
        var file = Path.Combine(folder, "library", "training.safetensors");
        var bytes = File.ReadAllBytes(file);
        bytes[^1] ^= 1;
        File.WriteAllBytes(file, bytes);

        Assert.Contains("SHA-256", Assert.Throws<InvalidDataException>(() => OpenedPack.Load(folder, "decomposition", false)).Message);
    }

    [Theory]
    [InlineData("""{ "delta_e0_ev": 7.9, "delta_e0_sigma_ev": 0.2, "s02": 0.81, "s02_sigma": 0.02, "foils": ["fe.xmu"] }""", null)]
    [InlineData("""{ "delta_e0_ev": 7.9 }""", "s02")]
    [InlineData("""{ "delta_e0_ev": 7.9, "s02": 0 }""", "are no calibration")]
    [InlineData("""{ "delta_e0_ev": "much", "s02": 0.8 }""", "delta_e0_ev")]
    [InlineData("no json", "invalid")]
    public void Read_Calibration_IsWhatItSaysOrRefused(string text, string? message)
    {
        var file = Path.Combine(_folder, "calibration.json");
        File.WriteAllText(file, text);

        if (message is null)
            Assert.Equal(new BeamlineCalibration { DeltaE0 = 7.9, DeltaE0Sigma = 0.2, S02 = 0.81, S02Sigma = 0.02 }, CalibrationFile.Read(file));
        else
            Assert.Contains(message, Assert.Throws<InvalidDataException>(() => CalibrationFile.Read(file)).Message);
    }
}
