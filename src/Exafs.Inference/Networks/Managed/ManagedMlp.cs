using System.Runtime.InteropServices;

namespace Exafs.Inference.Networks.Managed;

/// <summary>A network of kind mlp, a block of rows at a time through all of it, so that what lies between layers stays in the cache.</summary>
internal sealed class ManagedMlp : IRowBlocks
{
    private readonly IKernels _kernels;
    private readonly NetworkShape _shape;
    private readonly LinearLayer _input;
    private readonly (NormLayer Norm, LinearLayer First, LinearLayer Second)[] _blocks;
    private readonly DenseHead _head;
    private readonly AlignedFloats _h, _a, _b;

    public ManagedMlp(IKernels kernels, NetworkWeights weights, int rows)
    {
        (_kernels, _shape) = (kernels, weights.Shape);
        var hidden = _shape.Hidden;
        _input = new(kernels, weights, "input", _shape.Inputs, hidden);
        _blocks = [.. Enumerable.Range(0, _shape.Depth).Select(i => (
            new NormLayer(kernels, weights, $"blocks.{i}.norm", hidden),
            new LinearLayer(kernels, weights, $"blocks.{i}.first", hidden, hidden),
            new LinearLayer(kernels, weights, $"blocks.{i}.second", hidden, hidden)))];
        _head = new(kernels, weights, rows);
        (_h, _a, _b) = (new(rows * _input.PaddedWidth), new(rows * _input.PaddedWidth), new(rows * _input.PaddedWidth));
    }

    public void Forward(ReadOnlySpan<float> inputs, int rows, Span<float> outputs)
    {
        _input.Apply(ref MemoryMarshal.GetReference(inputs), _shape.Inputs, rows, _h);
        var length = rows * _input.PaddedWidth;
        var h = _h.Span[..length];
        var a = _a.Span[..length];
        var b = _b.Span[..length];
        _kernels.Activate(_shape.Activation, h, h);
        foreach (var (norm, first, second) in _blocks)
        {
            norm.Apply(_h, rows, _a);
            first.Apply(ref _a.First, first.PaddedWidth, rows, _b);
            _kernels.Activate(_shape.Activation, b, b);
            second.Apply(ref _b.First, second.PaddedWidth, rows, _a);
            _kernels.Add(a, h);
        }

        _head.Apply(_h, rows, outputs);
    }
}
