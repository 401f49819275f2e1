using Exafs.Inference.Decomposition;
using Exafs.Inference.Features;
using Exafs.Inference.Packs;
using Exafs.Inference.Trust;
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
        File.Copy(Path.Combine(folder, DecompositionManifest.FileName), Path.Combine(folder, "library", DecompositionManifest.FileName));
        using var library = OpenedPack.Load(Path.Combine(folder, "library"), "decomposition", secondOpinion: false);

        Assert.Equal((new EdgeGate("Fe", "K"), "decomposition", "fe"), (pack.Edge, pack.Engine, pack.Identity.Name));
        Assert.Equal(pack.Identity, library.Identity);
        Assert.Equal(64, pack.Identity.Sha256.Length);
        var estimate = Assert.Single(pack.For(new() { DeltaE0 = 0, S02 = 1 }).Estimate([new ChiK([.. ExamplePack.Grid(14).Select(ExamplePack.Chi)])])).Estimate!;
        Assert.Equal((pack.Identity, 0.0, 1.0), (estimate.Pack, estimate.DeltaE0, estimate.S02));
        Assert.NotNull(pack.OpenCalibrationFoil(300));
        Assert.All(estimate.NeighboursPerAngstromSigma.Zip(estimate.NeighboursPerAngstrom).Where(pair => pair.Second > 1e-3), pair => Assert.True(pair.First > 0));
        Assert.All(new[] { estimate.Within32.Sigma, estimate.Shells[0].CoordinationNumber.Sigma, estimate.Shells[0].Distance.Sigma }, sigma => Assert.True(sigma > 1e-6));
        Assert.InRange(estimate.OodScore, 1e-6, 0.5);
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
        Assert.All(estimates, estimate => Assert.Equal(Disagreement.Between(estimate, estimate.SecondOpinion!).AsEnumerable(), estimate.Disagreements));
        Assert.Equal(estimates[0].NeighboursPerAngstrom.AsEnumerable(), estimates[2].NeighboursPerAngstrom);
        Assert.NotEqual(estimates[0].NeighboursPerAngstrom.AsEnumerable(), estimates[1].NeighboursPerAngstrom);
    }

    [Fact]
    public void Estimate_SpectrumFarFromTheLibrary_IsUnlikeWhateverTheNetworksSay()
    {
        var folder = ExamplePack.WriteWhole(Path.Combine(_folder, "pack"));
        RandomPack.Save(folder);
        using var pack = OpenedPack.Load(folder, "managed", secondOpinion: false);
        ChiK[] batch = [new([.. ExamplePack.Grid(14).Select(k => ExamplePack.Shell(k, 6, 2.0, 0.005) + ExamplePack.Shell(k, 12, 3.3, 0.006))])];

        var estimate = pack.For(new() { DeltaE0 = 0, S02 = 1 }).Estimate(batch)[0].Estimate!;

        Assert.Null(estimate.SecondOpinion);
        Assert.Contains(estimate.OodReasons, reason => reason.StartsWith("no mixture of the library's structures gives this spectrum", StringComparison.Ordinal));
        Assert.True(estimate.IsOutOfDistribution);
    }

    [Fact]
    public void Load_DecompositionFile_IsUsedAndMustBeOfTheLibrary()
    {
        var folder = ExamplePack.WriteWhole(Path.Combine(_folder, "pack"));
        DecompositionManifest made;
        using (var stream = File.OpenRead(Path.Combine(folder, DecompositionManifest.FileName))) made = DecompositionManifest.Read(stream);
        var wide = made with { Parameters = made.Parameters with { ErrorFloor = [.. made.Parameters.ErrorFloor.Select(_ => 7.0)] } };

        Write(wide);
        using (var pack = OpenedPack.Load(folder, "decomposition", secondOpinion: false))
            Assert.InRange(pack.For(new() { DeltaE0 = 0, S02 = 1 }).Estimate([new ChiK([.. ExamplePack.Grid(14).Select(ExamplePack.Chi)])])[0].Estimate!.Within32.Sigma, 7, 100);
        Assert.Contains(DecompositionManifest.FileName, RandomPack.Save(folder).Manifest.Files.Keys);

        Write(made with { LibrarySha256 = "00" });
        Assert.Contains("of another library", Assert.Throws<InvalidDataException>(() => OpenedPack.Load(folder, "decomposition", false)).Message);
        Assert.Contains($"{DecompositionManifest.FileName}: ", Assert.Throws<InvalidDataException>(() => OpenedPack.Load(folder, "managed", false)).Message);
        Write(made with { Parameters = made.Parameters with { EdgeEnergy = 8979 } });
        Assert.Contains("an edge at 8979 eV", Assert.Throws<InvalidDataException>(() => OpenedPack.Load(folder, "decomposition", false)).Message);

        void Write(DecompositionManifest manifest)
        {
            using var stream = File.Create(Path.Combine(folder, DecompositionManifest.FileName));
            manifest.Write(stream);
        }
    }

    [Fact]
    public void Load_SecondOpinionWithoutALibrary_IsRefused()
    {
        RandomPack.Save(_folder);

        Assert.Contains("has no library", Assert.Throws<InvalidDataException>(() => OpenedPack.Load(_folder, "managed", secondOpinion: true)).Message);
        using var pack = OpenedPack.Load(_folder, "managed", secondOpinion: false);
        Assert.Contains("has no library", Assert.Throws<InvalidDataException>(() => pack.OpenCalibrationFoil(300)).Message);
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
}
