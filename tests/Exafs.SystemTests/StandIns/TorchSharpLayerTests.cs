using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Exafs.SystemTests.StandIns;

/// <summary>Layers as the package TorchSharp has them: values by hand, gradients by finite differences, names. Public surface only.</summary>
[Collection(TorchSharpGroup.Name)]
public sealed class TorchSharpLayerTests
{
    public static TheoryData<string, Func<nn.Module<Tensor, Tensor>>, long[]> Layers => new()
    {
        { "linear", () => nn.Linear(5, 3), [4, 5] },
        { "linear without bias", () => nn.Linear(5, 3, hasBias: false), [4, 5] },
        { "conv1d", () => nn.Conv1d(2, 3, 3, stride: 2, padding: 1), [2, 2, 7] },
        { "conv1d, same", () => nn.Conv1d(2, 4, 5, Padding.Same, groups: 2), [2, 2, 7] },
        { "conv1d, dilated", () => nn.Conv1d(2, 2, 3, dilation: 2, bias: false), [2, 2, 7] },
        { "layer norm", () => nn.LayerNorm(6), [3, 6] },
        { "layer norm over two dimensions", () => nn.LayerNorm(new long[] { 2, 4 }), [3, 2, 4] },
        { "batch norm", () => nn.BatchNorm1d(3), [6, 3] },
        { "batch norm of sequences", () => nn.BatchNorm1d(3), [2, 3, 5] },
        { "gelu", () => nn.GELU(), [7] },
        { "silu", () => nn.SiLU(), [7] },
        { "softplus", () => nn.Softplus(), [7] },
        { "sigmoid", () => nn.Sigmoid(), [7] },
        { "tanh", () => nn.Tanh(), [7] },
        { "average pool", () => nn.AvgPool1d(3, 2), [2, 2, 9] },
        { "adaptive average pool", () => nn.AdaptiveAvgPool1d(3), [2, 2, 8] },
        { "flatten", () => nn.Flatten(), [2, 2, 3] },
        { "transformer", () => nn.TransformerEncoderLayer(4, 2, 8, 0.0, nn.Activations.GELU), [5, 2, 4] },
        { "sequence", () => nn.Sequential(nn.Linear(4, 8), nn.SiLU(), nn.LayerNorm(8), nn.Linear(8, 2)), [3, 4] },
        { "own module", () => new Residual(), [3, 4] },
    };

    [Theory]
    [MemberData(nameof(Layers))]
    public void Gradients_EqualFiniteDifferences(string name, Func<nn.Module<Tensor, Tensor>> make, long[] shape)
    {
        torch.manual_seed(5);
        using DisposeScope scope = torch.NewDisposeScope();
        using nn.Module<Tensor, Tensor> layer = make().to(ScalarType.Float64);
        Tensor input = torch.randn(shape, dtype: ScalarType.Float64, requires_grad: true);
        Tensor mixing;
        using (torch.no_grad())
            mixing = torch.randn(layer.call(input.clone()).shape, dtype: ScalarType.Float64);
        Tensor Loss() => (layer.call(input.alias()) * mixing).sum();

        Loss().backward();

        foreach (var (of, tensor) in layer.named_parameters().Select(p => (p.name, (Tensor)p.parameter)).Append(("input", input)))
        {
            double[] gradient = tensor.grad!.contiguous().data<double>().ToArray();
            using IDisposable guard = torch.no_grad();
            Tensor flat = tensor.view(-1);
            foreach (int i in Enumerable.Range(0, gradient.Length).Where(i => i % (1 + gradient.Length / 8) == 0))
            {
                const double step = 1e-5;
                double at = flat[i].item<double>();
                flat[i].fill_(at + step);
                double above = Loss().item<double>();
                flat[i].fill_(at - step);
                double below = Loss().item<double>();
                flat[i].fill_(at);
                double difference = (above - below) / (2 * step);
                Assert.True(Math.Abs(difference - gradient[i]) < 1e-6 * (1 + Math.Abs(difference)), $"{name}, {of}[{i}]: {gradient[i]} is not {difference}");
            }
        }
    }

    [Fact]
    public void Backward_AddsUp_UntilTheGradientsAreForgotten()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using Linear layer = nn.Linear(1, 1, hasBias: false);
        Tensor two = torch.full(new long[] { 1, 1 }, 2, dtype: ScalarType.Float32);
        Assert.Null(layer.weight.grad);

        layer.call(two).backward();
        layer.call(two).sum().backward();
        Assert.Equal(4, layer.weight.grad!.item<float>());

        layer.zero_grad();
        Assert.Null(layer.weight.grad);
    }

    [Fact]
    public void NoGrad_RecordsNothing_AndEndsWithItsScope()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor x = torch.ones(new long[] { 1 }, requires_grad: true);

        using (torch.no_grad())
        {
            Assert.False((x * 2).requires_grad);
            using (torch.enable_grad())
                Assert.True((x * 2).requires_grad);
        }
        Assert.True((x * 2).requires_grad);
        Assert.False((x * 2).detach().requires_grad);
    }

    [Fact]
    public void Linear_IsInputTimesWeightTransposed_PlusBias()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using Linear layer = nn.Linear(2, 2);
        using (torch.no_grad())
        {
            layer.weight!.copy_(torch.tensor(new float[] { 1, 2, 3, 4 }, new long[] { 2, 2 }));
            layer.bias!.copy_(torch.tensor(new float[] { 10, 20 }));
        }

        Assert.Equal([10 + 1 + 20, 20 + 3 + 40], layer.call(torch.tensor(new float[] { 1, 10 }, new long[] { 1, 2 })).data<float>().ToArray());
    }

    [Fact]
    public void Layer_OutlivesTheScope_ThatItWasMadeIn()
    {
        Linear layer;
        BatchNorm1d norm;
        using (torch.NewDisposeScope())
            (layer, norm) = (nn.Linear(2, 3), nn.BatchNorm1d(3));
        using DisposeScope scope = torch.NewDisposeScope();
        using (layer)
        using (norm)
            Assert.Equal([4, 3], norm.call(layer.call(torch.zeros(4, 2))).shape);
    }

    [Fact]
    public void Linear_StartsUniform_WithinOneOverTheRootOfItsInputs()
    {
        torch.manual_seed(2);
        using Linear layer = nn.Linear(100, 200);

        float[] numbers = [.. layer.weight!.data<float>().ToArray(), .. layer.bias!.data<float>().ToArray()];

        Assert.InRange(numbers.Max(), 0.0999, 0.1);
        Assert.InRange(numbers.Min(), -0.1, -0.0999);
        Assert.InRange(numbers.Average(), -0.002, 0.002);
    }

    [Fact]
    public void Conv1d_IsTheCrossCorrelation()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using Conv1d layer = nn.Conv1d(1, 1, 3, padding: 1, bias: false);
        using (torch.no_grad())
            layer.weight!.copy_(torch.tensor(new float[] { 1, 10, 100 }, new long[] { 1, 1, 3 }));

        Assert.Equal([210, 321, 432, 43], layer.call(torch.tensor(new float[] { 1, 2, 3, 4 }, new long[] { 1, 1, 4 })).data<float>().ToArray());
    }

    [Fact]
    public void LayerNorm_HasMeanZero_AndVarianceOne()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using LayerNorm layer = nn.LayerNorm(4, eps: 0);

        float[] y = layer.call(torch.tensor(new float[] { 1, 2, 3, 6 }, new long[] { 1, 4 })).data<float>().ToArray();

        Assert.Equal([-2, -1, 0, 3], y.Select(value => value * Math.Sqrt(14.0 / 4)), (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public void BatchNorm_LearnsMeans_WhileTraining_AndUsesThemAfterwards()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using BatchNorm1d layer = nn.BatchNorm1d(1, eps: 0, momentum: 0.5);
        Tensor x = torch.tensor(new float[] { 2, 4 }, new long[] { 2, 1 });

        Assert.Equal([-1, 1], layer.call(x).data<float>().ToArray());
        layer.eval();

        Assert.Equal(1.5f, layer.running_mean!.item<float>());
        Assert.Equal(0.5f * 1 + 0.5f * 2, layer.running_var!.item<float>());
        Assert.Equal([0.5 / Math.Sqrt(1.5), 2.5 / Math.Sqrt(1.5)], layer.call(x).data<float>().ToArray().Select(v => (double)v), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void Dropout_ZeroesItsShare_WhileTraining_AndScalesTheRest()
    {
        torch.manual_seed(8);
        using DisposeScope scope = torch.NewDisposeScope();
        using Dropout layer = nn.Dropout(0.25);

        float[] y = layer.call(torch.ones(4000)).data<float>().ToArray();
        layer.eval();

        Assert.InRange(y.Count(value => value == 0), 900, 1100);
        Assert.All(y.Where(value => value != 0), value => Assert.Equal(1 / 0.75f, value, 1e-6f));
        Assert.All(layer.call(torch.ones(100)).data<float>().ToArray(), value => Assert.Equal(1, value));
    }

    [Fact]
    public void Attention_IsTheFormula_HeadByHead()
    {
        torch.manual_seed(4);
        using DisposeScope scope = torch.NewDisposeScope();
        using MultiheadAttention layer = nn.MultiheadAttention(4, 2);
        Tensor x = torch.randn(new long[] { 3, 1, 4 });
        Tensor hidden = torch.tensor(new[] { false, false, true }).view(1, 3);
        var state = layer.state_dict();
        Tensor all = nn.functional.linear(x[.., 0], state["in_proj_weight"], state["in_proj_bias"]);
        Tensor[] heads = [.. new[] { 0, 2 }.Select(first =>
        {
            Tensor[] qkv = [.. new[] { 0, 4, 8 }.Select(part => all.narrow(1, part + first, 2))];
            return (qkv[0].matmul(qkv[1].t()) / Math.Sqrt(2))[.., ..2].softmax(1).matmul(qkv[2][..2]);
        })];
        Tensor expected = nn.functional.linear(torch.cat(heads, 1), state["out_proj.weight"], state["out_proj.bias"]);

        var (y, weights) = layer.call(x, x, x, hidden);

        Assert.True(y[.., 0].allclose(expected, 1e-4, 1e-6));
        Assert.Equal([1, 3, 3], weights.shape);
        Assert.Equal([1, 1, 1], weights.sum(2).view(-1).data<float>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal([0, 0, 0], weights[.., .., 2].contiguous().view(-1).data<float>().ToArray());
    }

    [Fact]
    public void Losses_AreTheirFormulas()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor y = torch.tensor(new float[] { 1, 5 });
        Tensor target = torch.tensor(new float[] { 2, 1 });

        Assert.Equal((1 + 16) / 2f, nn.functional.mse_loss(y, target).item<float>());
        Assert.Equal(5, nn.functional.l1_loss(y, target, nn.Reduction.Sum).item<float>());
        Assert.Equal([0.5f, 3.5f], nn.functional.huber_loss(y, target, reduction: nn.Reduction.None).data<float>().ToArray());
        Assert.Equal([0.25f, 3], nn.functional.smooth_l1_loss(y, target, nn.Reduction.None, 2).data<float>().ToArray());
        Tensor scores = torch.tensor(new[] { 0f, MathF.Log(3) }, new long[] { 1, 2 });
        Assert.Equal(Math.Log(4), nn.functional.cross_entropy(scores, torch.tensor(new long[] { 0 })).item<float>(), 1e-6);
        Assert.Equal(Math.Log(4) - Math.Log(3) / 2, nn.functional.cross_entropy(scores, torch.full(new long[] { 1, 2 }, 0.5f)).item<float>(), 1e-6);
    }

    [Fact]
    public void StateDict_NamesEverything_AndLoads()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var one = new Residual();
        using var other = new Residual();
        string[] names = ["scale", "steps.0.weight", "steps.0.bias", "steps.1.0.weight", "steps.1.0.bias"];

        Assert.Equal(names.Order(), one.named_parameters().Select(named => named.name).Order());
        Assert.Equal(names.Append("offset").Order(), one.state_dict().Keys.Order());
        Assert.Equal([4, 4], one.state_dict()["steps.0.weight"].shape);
        other.load_state_dict(one.state_dict());
        Tensor x = torch.randn(2, 4);
        Assert.Equal(one.call(x).data<float>().ToArray(), other.call(x).data<float>().ToArray());

        Dictionary<string, Tensor> partial = one.state_dict().Where(pair => pair.Key != "scale").ToDictionary();
        Assert.Throws<InvalidOperationException>(() => other.load_state_dict(partial));
        Assert.Equal(["scale"], other.load_state_dict(partial, strict: false).missing_keys);
    }

    [Fact]
    public void Training_IsToldToEveryModule()
    {
        using nn.Module<Tensor, Tensor> module = nn.Sequential(nn.Sequential(nn.Dropout(0.5)), nn.ReLU());
        Assert.True(module.training);

        module.eval();
        Assert.All(module.named_modules(), named => Assert.False(named.module.training));

        module.train();
        Assert.True(module.training);
    }

    /// <summary>A module as a user writes one: parameters, buffers and a list of modules in its fields.</summary>
    private sealed class Residual : nn.Module<Tensor, Tensor>
    {
        private readonly ModuleList<nn.Module<Tensor, Tensor>> steps;
        private readonly Parameter scale;
        private readonly Tensor offset;

        public Residual() : base(nameof(Residual))
        {
            steps = nn.ModuleList<nn.Module<Tensor, Tensor>>(nn.Linear(4, 4), nn.Sequential(nn.LayerNorm(4), nn.Tanh()));
            scale = nn.Parameter(torch.ones(4));
            offset = torch.zeros(4);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            Tensor x = input;
            foreach (nn.Module<Tensor, Tensor> step in steps)
                x = x + step.call(x);
            return (x * scale + offset).MoveToOuterDisposeScope();
        }
    }
}
