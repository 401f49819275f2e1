namespace Exafs.Inference.Networks.Managed;

/// <summary>torch.nn.LayerNorm over a row.</summary>
internal sealed class NormLayer
{
    private readonly IKernels _kernels;
    private readonly int _count;
    private readonly AlignedFloats _gain, _offset;

    public NormLayer(IKernels kernels, NetworkWeights weights, string name, int count)
    {
        (_kernels, _count) = (kernels, count);
        var stride = PackedMatrix.Padded(count, kernels.Panel);
        (_gain, _offset) = (new(stride), new(stride));
        weights[$"{name}.weight"].CopyTo(_gain.Span);
        weights[$"{name}.bias"].CopyTo(_offset.Span);
    }

    public void Apply(AlignedFloats x, int rows, AlignedFloats y)
    {
        var stride = _gain.Length;
        for (var row = 0; row < rows; row++)
            _kernels.Normalize(x.Span.Slice(row * stride, stride), _count, _gain.Span, _offset.Span, y.Span.Slice(row * stride, stride));
    }
}
