using System.Runtime.Intrinsics;
using Exafs.Inference.Networks.Managed;

namespace Exafs.Inference.Networks;

/// <summary>A network on one thread of the processor, in C# alone: nothing to install, nothing allocated in a forward pass.</summary>
/// <remarks>
/// Accuracy: outputs agree with libtorch's to 1e-5 of their size, and are the same bits in every batch. Cost: one row takes as long as its weights take from memory;
/// a row of a batch what its multiplications take.
/// </remarks>
public sealed class ManagedNetwork : INetwork
{
    // What lies between the layers of so many rows stays in the cache of one core.
    private const int BlockRows = 64;

    private readonly IRowBlocks _network;

    /// <exception cref="NotSupportedException">It is a transformer.</exception>
    public ManagedNetwork(NetworkWeights weights)
        : this(weights, Vector512.IsHardwareAccelerated ? new Kernels<Vector512<float>, Lanes512>() : new Kernels<System.Numerics.Vector<float>, PortableLanes>())
    {
    }

    internal ManagedNetwork(NetworkWeights weights, IKernels kernels)
    {
        Shape = weights.Shape;
        _network = Shape.Kind switch
        {
            NetworkKind.Mlp => new ManagedMlp(kernels, weights, BlockRows),
            NetworkKind.Cnn => new ManagedCnn(kernels, weights, BlockRows),
            _ => throw new NotSupportedException("the managed engine has no transformer: choose the engine torch:cpu or torch:cuda:0"),
        };
    }

    public NetworkShape Shape { get; }

    public void Forward(ReadOnlySpan<float> inputs, int count, Span<float> outputs)
    {
        if (count < 0 || inputs.Length != count * Shape.Inputs || outputs.Length != count * Shape.Outputs)
            throw new ArgumentException($"{inputs.Length} inputs and {outputs.Length} outputs are not {count} rows of {Shape.Inputs} and {Shape.Outputs}");
        for (var row = 0; row < count; row += BlockRows)
        {
            var rows = Math.Min(BlockRows, count - row);
            _network.Forward(inputs.Slice(row * Shape.Inputs, rows * Shape.Inputs), rows, outputs.Slice(row * Shape.Outputs, rows * Shape.Outputs));
        }
    }

    public void Dispose()
    {
        // No native resource; torch's networks have some.
    }
}
