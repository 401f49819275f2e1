using System.Numerics;
using System.Runtime.Intrinsics;
using Exafs.Inference.Networks;
using Exafs.Inference.Networks.Managed;

namespace Exafs.Tests.Inference.Networks;

public sealed class ManagedNetworkTests
{
    private static readonly NetworkShape
        s_mlp = new() { Inputs = 145, Outputs = 458, Hidden = 96, Depth = 2 },
        s_cnn = new() { Kind = NetworkKind.Cnn, Inputs = 45, Outputs = 33, Hidden = 50, Depth = 2, Points = 41, Width = 12, Kernel = 5 };

    public static TheoryData<NetworkShape> Shapes =>
    [
        s_mlp,
        s_mlp with { Hidden = 33, Depth = 0, Activation = Activation.Relu },
        s_mlp with { Inputs = 1, Outputs = 1, Hidden = 1, Depth = 1 },
        s_mlp with { Hidden = 70, Depth = 1, Activation = Activation.Gelu },
        s_cnn,
        s_cnn with { Activation = Activation.Gelu, Width = 32, Kernel = 7, Depth = 3 },
        s_cnn with { Inputs = 41, Depth = 0, Kernel = 1 },
        s_cnn with { Channels = 2, Points = 20, Kernel = 3 },
    ];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Forward_OfAnyShape_IsTheFormulaInDoublePrecision(NetworkShape shape)
    {
        var weights = NetworkWeights.Random(shape, 1);
        var inputs = Inputs(shape, 1);
        var expected = NaiveNetwork.Forward(weights, inputs);

        foreach (var kernels in AllKernels())
        {
            var outputs = Forward(weights, kernels, inputs, 1);
            for (var i = 0; i < outputs.Length; i++) Assert.Equal(expected[i], outputs[i], 1e-5);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Forward_OfARowInABatchOfAnySize_GivesTheSameBitsAsAlone(NetworkShape shape)
    {
        var weights = NetworkWeights.Random(shape, 2);
        var inputs = Inputs(shape, 77);
        foreach (var kernels in AllKernels())
        {
            using var network = new ManagedNetwork(weights, kernels);
            var alone = new float[77 * shape.Outputs];
            for (var row = 0; row < 77; row++) network.Forward(inputs.AsSpan(row * shape.Inputs, shape.Inputs), 1, alone.AsSpan(row * shape.Outputs, shape.Outputs));
            foreach (var count in new[] { 2, 3, 4, 5, 7, 8, 11, 13, 64, 65, 77 })
            {
                var together = new float[count * shape.Outputs];
                network.Forward(inputs.AsSpan(0, count * shape.Inputs), count, together);

                Assert.Equal(alone[..together.Length], together);
            }
        }
    }

    [Theory]
    [InlineData(Activation.Silu)]
    [InlineData(Activation.Gelu)]
    [InlineData(Activation.Relu)]
    public void Activate_OverTheWholeRange_IsRightToAMillionth(Activation activation)
    {
        float[] x = [.. Enumerable.Range(-480, 961).Select(i => i / 100f)];
        x = [.. x, .. new float[32 - (x.Length % 32)]];
        foreach (var kernels in AllKernels())
        {
            var y = new float[x.Length];
            kernels.Activate(activation, x, y);
            for (var i = 0; i < x.Length; i++) Assert.Equal(NaiveNetwork.Activate(activation, x[i]), y[i], 1e-6);
        }
    }

    [Theory]
    [InlineData(Activation.Silu)]
    [InlineData(Activation.Gelu)]
    public void Activate_FarFromZero_IsTheIdentityOrZero(Activation activation)
    {
        foreach (var kernels in AllKernels())
        {
            float[] x = [.. Enumerable.Repeat(-200f, 16), .. Enumerable.Repeat(200f, 16)], y = new float[32];
            kernels.Activate(activation, x, y);

            Assert.All(y[..16], value => Assert.Equal(0, value));
            Assert.All(y[16..], value => Assert.Equal(200, value));
        }
    }

    [Fact]
    public void Forward_OfNoRows_GivesNone()
    {
        using var network = new ManagedNetwork(NetworkWeights.Random(s_mlp, 3));

        network.Forward([], 0, []);
    }

    [Fact]
    public void Forward_AfterTheFirst_AllocatesNothing()
    {
        foreach (var shape in new[] { s_mlp, s_cnn })
        {
            using var network = new ManagedNetwork(NetworkWeights.Random(shape, 4));
            var (inputs, outputs) = (Inputs(shape, 9), new float[9 * shape.Outputs]);
            network.Forward(inputs, 9, outputs);
            var before = GC.GetAllocatedBytesForCurrentThread();
            network.Forward(inputs, 9, outputs);

            Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        }
    }

    [Fact]
    public void Forward_OfLengthsThatAreNoRows_Throws()
    {
        using var network = new ManagedNetwork(NetworkWeights.Random(s_mlp, 3));

        Assert.Throws<ArgumentException>(() => network.Forward(new float[144], 1, new float[458]));
        Assert.Throws<ArgumentException>(() => network.Forward(new float[145], 1, new float[457]));
    }

    [Fact]
    public void Transformer_InTheManagedEngine_IsRefusedWithTheEnginesThatHaveIt()
    {
        var shape = s_cnn with { Kind = NetworkKind.Transformer };

        var refused = Assert.Throws<NotSupportedException>(() => new ManagedNetwork(NetworkWeights.Random(shape, 1)));
        Assert.Contains("torch:cpu", refused.Message, StringComparison.Ordinal);
    }

    internal static float[] Inputs(NetworkShape shape, int count)
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, count * shape.Inputs).Select(_ => (float)((4 * random.NextDouble()) - 2))];
    }

    private static IEnumerable<IKernels> AllKernels() => [new Kernels<Vector<float>, PortableLanes>(), new Kernels<Vector512<float>, Lanes512>()];

    private static float[] Forward(NetworkWeights weights, IKernels kernels, ReadOnlySpan<float> inputs, int count)
    {
        using var network = new ManagedNetwork(weights, kernels);
        var outputs = new float[count * weights.Shape.Outputs];
        network.Forward(inputs, count, outputs);
        return outputs;
    }
}
