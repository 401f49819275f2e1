using Exafs.Inference.Features;
using Exafs.Inference.Networks;
using Exafs.Lab;
using Exafs.Lab.Train;
using Exafs.Tests.Reference;

namespace Exafs.Tests.Lab.Train;

public sealed class NetworkConfigTests
{
    private const string Smallest = """{ "name": "fe", "element": "Fe", "edge": "K", "seed": 1, "features": { "edge_energy_ev": 7112 } }""";

    public static TheoryData<string> Shipped => [.. Directory.GetFiles(Path.Combine(RepositoryFolder.Path, "config", "training"), "*-network.json").Select(file => Path.GetFileName(file)!)];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Load_OfEveryFileInTheRepository_GivesANetwork(string file)
    {
        var config = NetworkConfig.Load(Path.Combine(RepositoryFolder.Path, "config", "training", file));

        Assert.Equal(OutputLayout.Standard.Count, config.Network.For(new(config.Features)).Outputs);
    }

    [Fact]
    public void Parse_OfTheLeast_TakesTheDefaults()
    {
        var config = NetworkConfig.Parse(Smallest);

        Assert.Equal((5, NetworkKind.Mlp, new FeatureParameters { EdgeEnergy = 7112 }), (config.Members, config.Network.Kind, config.Features));
        Assert.Equal(2026ul, NetworkConfig.Parse(Smallest.Replace("\"seed\": 1", "\"seed\": 2026 /* of the year */", StringComparison.Ordinal)).Seed);
    }

    [Theory]
    [InlineData("\"seed\": 1", "\"seed\": 1, \"sed\": 2", "sed")]
    [InlineData("\"seed\": 1", "\"seed\": 1, \"members\": 0", "members: 0")]
    [InlineData("\"seed\": 1", "\"seed\": 1, \"samples\": { \"mixture_share\": 2 }", "mixture_share: 2")]
    [InlineData("\"seed\": 1", "\"seed\": 1, \"samples\": { \"noise\": { \"low\": 1, \"higher\": 2 } }", "higher")]
    [InlineData("\"seed\": 1", "\"seed\": 1, \"training\": { \"batch\": 0 }", "batch: 0")]
    [InlineData("\"seed\": 1", "\"seed\": 1, \"network\": { \"kind\": \"oracle\" }", "network.kind")]
    [InlineData("7112", "-1", "edge energy")]
    [InlineData("\"edge\": \"K\",", "", "edge")]
    public void Parse_OfWhatCannotBe_SaysWhat(string part, string wrong, string said)
    {
        var error = Assert.Throws<UsageException>(() => NetworkConfig.Parse(Smallest.Replace(part, wrong, StringComparison.Ordinal)));

        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(NetworkKind.Cnn, FeatureKind.K2Chi, 136, 1)]
    [InlineData(NetworkKind.Transformer, FeatureKind.Wavelet, 28, 20)]
    public void For_NetworksAlongK_TakesTheFeaturesRows(NetworkKind kind, FeatureKind features, int points, int channels)
    {
        var shape = new NetworkSection { Kind = kind }.For(new(new() { EdgeEnergy = 7112, Kind = features }));

        Assert.Equal((points, channels), (shape.Points, shape.Channels));
    }
}
