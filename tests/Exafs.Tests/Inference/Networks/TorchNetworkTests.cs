using Exafs.Inference.Networks;
using TorchSharp;

namespace Exafs.Tests.Inference.Networks;

public sealed class TorchNetworkTests
{
    private static readonly NetworkShape
        s_mlp = new() { Inputs = 145, Outputs = 458, Hidden = 256, Depth = 2 },
        s_cnn = new() { Kind = NetworkKind.Cnn, Inputs = 144, Outputs = 100, Hidden = 80, Depth = 3, Points = 136, Width = 24, Kernel = 7 },
        s_transformer = new() { Kind = NetworkKind.Transformer, Inputs = 144, Outputs = 100, Hidden = 80, Depth = 2, Points = 136, Width = 32, Patch = 9, Heads = 4 };

    public static TheoryData<NetworkShape, int> Cases
    {
        get
        {
            NetworkShape[] shapes =
            [
                s_mlp, s_mlp with { Activation = Activation.Gelu, Hidden = 100, Depth = 1 }, s_mlp with { Activation = Activation.Relu, Depth = 0 },
                s_cnn, s_cnn with { Activation = Activation.Gelu, Width = 32, Depth = 1 }, s_cnn with { Channels = 4, Points = 34, Depth = 2 },
            ];
            var cases = new TheoryData<NetworkShape, int>();
            foreach (var shape in shapes)
                foreach (var count in new[] { 1, 3, 32, 100 }) cases.Add(shape, count);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Managed_OnRandomWeights_AgreesWithTorchToAHundredThousandth(NetworkShape shape, int count)
    {
        var weights = NetworkWeights.Random(shape, 7);
        using var managed = new ManagedNetwork(weights);
        using var torch = new TorchNetwork(weights);
        var inputs = ManagedNetworkTests.Inputs(shape, count);
        float[] expected = new float[count * shape.Outputs], found = new float[count * shape.Outputs];
        torch.Forward(inputs, count, expected);
        managed.Forward(inputs, count, found);

        for (var i = 0; i < found.Length; i++) Assert.Equal(expected[i], found[i], 1e-5);
    }

    [Fact]
    public void Transformer_RowInABatch_IsWhatItIsAlone()
    {
        var weights = NetworkWeights.Random(s_transformer, 3);
        using var network = new TorchNetwork(weights);
        var inputs = ManagedNetworkTests.Inputs(s_transformer, 5);
        float[] together = new float[500], alone = new float[100];
        network.Forward(inputs, 5, together);
        for (var row = 0; row < 5; row++)
        {
            network.Forward(inputs.AsSpan(row * 144, 144), 1, alone);
            for (var i = 0; i < 100; i++) Assert.Equal(alone[i], together[(row * 100) + i], 1e-5);
        }

        Assert.NotEqual(together[..100], together[100..200]);
    }

    [Fact]
    public void Transformer_OfPatchesInAnotherOrder_AnswersDifferently()
    {
        using var network = new TorchNetwork(NetworkWeights.Random(s_transformer, 3));
        var inputs = ManagedNetworkTests.Inputs(s_transformer, 1);
        float[] turned = [.. inputs[9..18], .. inputs[..9], .. inputs[18..]], straight = new float[100], other = new float[100];
        network.Forward(inputs, 1, straight);
        network.Forward(turned, 1, other);

        Assert.True(straight.Zip(other, (a, b) => Math.Abs(a - b)).Max() > 1e-3);
    }

    public static TheoryData<NetworkShape> Kinds => [s_mlp, s_cnn, s_transformer];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Module_NamesAndShapesItsState_AsTheWeightsDo(NetworkShape shape)
    {
        using var module = TorchModule.Of(shape);

        Assert.Equal(
            NetworkParameter.Of(shape).Select(parameter => (parameter.Name, string.Join(',', parameter.Shape))).Order(),
            module.state_dict().Select(entry => (entry.Key, string.Join(',', entry.Value.shape))).Order());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Module_OfWeights_GivesThemBack(NetworkShape shape)
    {
        var weights = NetworkWeights.Random(shape, 11);
        using var module = TorchModule.Of(weights);
        var back = module.ToWeights();

        foreach (var parameter in NetworkParameter.Of(shape)) Assert.Equal(weights[parameter.Name].ToArray(), back[parameter.Name].ToArray());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Module_AStepDownItsGradient_LowersItsLoss(NetworkShape shape)
    {
        torch.manual_seed(1);
        using var module = TorchModule.Of(shape with { Dropout = 0.1 });
        module.train();
        var inputs = torch.tensor(ManagedNetworkTests.Inputs(shape, 8), [8, shape.Inputs]);
        var optimizer = torch.optim.AdamW(module.parameters(), 1e-3);
        var losses = new List<float>();
        for (var step = 0; step < 30; step++)
        {
            optimizer.zero_grad();
            using var loss = module.call(inputs).square().mean();
            loss.backward();
            optimizer.step();
            losses.Add(loss.item<float>());
        }

        Assert.True(losses[^1] < 0.5 * losses[0], $"{losses[0]} → {losses[^1]}");
    }

    [Theory]
    [InlineData("managed")]
    [InlineData("torch:cpu")]
    public void Engine_ByItsName_RunsTheNetwork(string name)
    {
        var engine = NetworkEngine.Parse(name);
        using var network = engine.Load(NetworkWeights.Random(s_mlp, 1));
        var outputs = new float[458];
        network.Forward(ManagedNetworkTests.Inputs(s_mlp, 1), 1, outputs);

        Assert.Equal(name, engine.ToString());
        Assert.Contains(outputs, value => value != 0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Managed")]
    [InlineData("torch")]
    [InlineData("torch:cuda:")]
    [InlineData("torch:cuda:-1")]
    [InlineData("onnx")]
    public void Engine_OfAnotherName_IsRefusedWithThoseThatThereAre(string name)
    {
        var refused = Assert.Throws<FormatException>(() => NetworkEngine.Parse(name));

        Assert.Contains("managed, torch:cpu or torch:cuda:0", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Engine_OnACardThatIsNotThere_IsRefusedInWords()
    {
        var refused = Assert.Throws<NotSupportedException>(() => NetworkEngine.Parse("torch:cuda:99").Load(NetworkWeights.Random(s_mlp, 1)));

        Assert.Contains("torch:cuda:99", refused.Message, StringComparison.Ordinal);
    }
}
