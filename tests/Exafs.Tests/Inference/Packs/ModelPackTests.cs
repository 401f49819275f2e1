using Exafs.Inference.Networks;
using Exafs.Inference.Packs;
using Exafs.Tests.Reference;

namespace Exafs.Tests.Inference.Packs;

public sealed class ModelPackTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pack").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Load_OfASavedPack_GivesItBack()
    {
        var saved = RandomPack.Save(_folder);
        var loaded = ModelPack.Load(_folder, "Fe");

        Assert.Equal(saved.Identity, loaded.Identity);
        Assert.Equal("random", loaded.Identity.Name);
        Assert.Equal(3, loaded.Members.Length);
        for (var i = 0; i < 3; i++)
        {
            var expected = NetworkWeights.Random(loaded.Manifest.Network, i);
            foreach (var parameter in NetworkParameter.Of(loaded.Manifest.Network)) Assert.Equal(expected[parameter.Name].ToArray(), loaded.Members[i][parameter.Name].ToArray());
        }

        Assert.NotNull(loaded.Forward);
        Assert.False(loaded.HasLibrary);
        Assert.Equal(RandomPack.Features, loaded.Manifest.Features);
        Assert.Equal(new ErrorScale(1.5), loaded.Manifest.Calibration.Neighbours);
        Assert.Equal([ModelPack.ForwardFile, ModelPack.NetworkFile, PackManifest.FileName], Directory.GetFiles(_folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Save_OfTheSamePackTwice_GivesTheSameIdentity() => Assert.Equal(RandomPack.Save(_folder).Identity, RandomPack.Save(_folder).Identity);

    [Fact]
    public void Save_AsFloat16_TakesHalfAndRoundsByALittle()
    {
        var full = RandomPack.Save(_folder, members: 1);
        var before = new FileInfo(Path.Combine(_folder, ModelPack.NetworkFile)).Length;
        var half = ModelPack.Save(_folder, full.Manifest, [.. full.Members], full.Forward, half: true);

        Assert.InRange(new FileInfo(Path.Combine(_folder, ModelPack.NetworkFile)).Length, 0.45 * before, 0.55 * before);
        foreach (var parameter in NetworkParameter.Of(full.Manifest.Network))
        {
            var (wide, narrow) = (full.Members[0][parameter.Name].ToArray(), half.Members[0][parameter.Name].ToArray());
            for (var i = 0; i < wide.Length; i++) Assert.Equal(wide[i], narrow[i], 5e-4 * Math.Abs(wide[i]) + 1e-7);
        }
    }

    [Fact]
    public void Save_OfOtherNetworksThanItSays_IsRefused()
    {
        var manifest = RandomPack.Manifest(32, 1, 2);

        Assert.Throws<InvalidDataException>(() => ModelPack.Save(_folder, manifest, [NetworkWeights.Random(manifest.Network, 1)], NetworkWeights.Random(manifest.Forward!, 1)));
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData(PackManifest.FileName)]
    [InlineData(ModelPack.NetworkFile)]
    [InlineData(ModelPack.ForwardFile)]
    public void Load_WithoutAFile_NamesIt(string file)
    {
        RandomPack.Save(_folder);
        File.Delete(Path.Combine(_folder, file));

        Refused(file);
    }

    [Theory]
    [InlineData(ModelPack.NetworkFile, 0)]
    [InlineData(ModelPack.NetworkFile, 5000)]
    [InlineData(ModelPack.ForwardFile, 9000)]
    public void Load_WithOneBitChanged_NamesTheFile(string file, int at)
    {
        RandomPack.Save(_folder);
        var path = Path.Combine(_folder, file);
        var bytes = File.ReadAllBytes(path);
        bytes[at] ^= 1;
        File.WriteAllBytes(path, bytes);

        Refused(file, "SHA-256");
    }

    [Fact]
    public void Load_OfACutFile_SaysHowLongItIs()
    {
        RandomPack.Save(_folder);
        var path = Path.Combine(_folder, ModelPack.NetworkFile);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..1000]);

        Refused(ModelPack.NetworkFile, "1000 bytes");
    }

    [Fact]
    public void Load_OfAnotherElement_IsRefused()
    {
        RandomPack.Save(_folder);

        var refused = Assert.Throws<InvalidDataException>(() => ModelPack.Load(_folder, "Cu"));
        Assert.Contains("the pack is of Fe, not of Cu", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"exafs-pack-v1\"", "\"exafs-pack-v9\"", "exafs-pack-v9")]
    [InlineData("\"element\": \"Fe\",", "", "element")]
    [InlineData("\"element\"", "\"elemnt\"", "elemnt")]
    [InlineData("\"members\": 3", "\"members\": 0", "0 members")]
    [InlineData("\"members\": 3", "\"members\": 4", "members.3")]
    [InlineData("\"hidden\": 32", "\"hidden\": 33", "shape")]
    [InlineData("\"hidden\": 32", "\"hidden\": 1000000", "hidden")]
    [InlineData("\"kind\": \"mlp\"", "\"kind\": \"rnn\"", "kind")]
    [InlineData("\"kmax_lowest_per_angstrom\": 8.8", "\"kmax_lowest_per_angstrom\": 2", "k range")]
    [InlineData("\"kmax_highest_per_angstrom\": 16", "\"kmax_highest_per_angstrom\": 15", "inputs")]
    [InlineData("\"r_count\": 211", "\"r_count\": 212", "212 points")]
    [InlineData("\"hcp\"", "\"hpc\"", "phases")]
    [InlineData("\"factor\": 1.5", "\"factor\": -1", "factor")]
    [InlineData("\"floor\": 0", "\"floor\": -1", "floor")]
    [InlineData("\"ensemble_spread\": 0.25", "\"ensemble_spread\": 0", "limit")]
    [InlineData("\"network.safetensors\"", "\"../network.safetensors\"", "no file of the pack")]
    [InlineData("{", "[", "pack.json")]
    public void Load_OfAManifestThatIsWrong_SaysWhat(string right, string wrong, string said)
    {
        RandomPack.Save(_folder);
        var path = Path.Combine(_folder, PackManifest.FileName);
        var text = File.ReadAllText(path);
        Assert.Contains(right, text, StringComparison.Ordinal);
        var at = text.IndexOf(right, StringComparison.Ordinal);
        File.WriteAllText(path, text[..at] + wrong + text[(at + right.Length)..]);

        Refused(said);
    }

    [Fact]
    public void Load_OfAWeightThatIsNoNumber_NamesTheTensor()
    {
        var manifest = RandomPack.Manifest(32, 1, 1);
        var refused = Assert.Throws<InvalidDataException>(() => NetworkWeights.Of(manifest.Network, parameter =>
            [.. Enumerable.Repeat(parameter.Name == "blocks.0.first.bias" ? float.NaN : 0, parameter.Count)]));

        Assert.Contains("blocks.0.first.bias", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Calibration_OfCorrelationsThatContradictEachOther_IsRefused()
    {
        double[] correlation = [.. PackCalibration.None.Correlation];
        void Set(int i, int j, double value) => (correlation[(i * 14) + j], correlation[(j * 14) + i]) = (value, value);
        Set(0, 1, 0.9);
        Set(1, 2, 0.9);
        Set(0, 2, -0.9);

        var refused = Assert.Throws<InvalidDataException>(() => (PackCalibration.None with { Correlation = [.. correlation] }).Check());
        Assert.Contains("eigenvalue", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Library_InTheFolder_IsPartOfThePack()
    {
        var library = Directory.CreateDirectory(Path.Combine(_folder, "library")).FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(RepositoryFolder.Path, "config/packs/cu/library"))) File.Copy(file, Path.Combine(library, Path.GetFileName(file)));
        var manifest = RandomPack.Manifest(8, 0, 1) with { Element = "Cu", Forward = null };
        var pack = ModelPack.Save(_folder, manifest, [NetworkWeights.Random(manifest.Network, 1)]);

        Assert.Equal("Cu", pack.OpenLibrary().Manifest.Element);
        Assert.Contains("the library is of Cu", Assert.Throws<InvalidDataException>(() => ModelPack.Save(_folder, manifest with { Element = "Fe" }, [.. pack.Members])).Message, StringComparison.Ordinal);
    }

    private void Refused(params string[] said)
    {
        var refused = Assert.Throws<InvalidDataException>(() => ModelPack.Load(_folder));

        Assert.All(said, part => Assert.Contains(part, refused.Message, StringComparison.Ordinal));
        Assert.DoesNotContain('\n', refused.Message);
    }
}
