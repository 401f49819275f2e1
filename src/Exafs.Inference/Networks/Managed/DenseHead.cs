namespace Exafs.Inference.Networks.Managed;

/// <summary>What all networks end with: LayerNorm → Linear.</summary>
internal sealed class DenseHead(IKernels kernels, NetworkWeights weights, int rows)
{
    private readonly NormLayer _norm = new(kernels, weights, "norm", weights.Shape.Hidden);
    private readonly LinearLayer _output = new(kernels, weights, "output", weights.Shape.Hidden, weights.Shape.Outputs);
    private readonly AlignedFloats _normal = new(rows * PackedMatrix.Padded(weights.Shape.Hidden, kernels.Panel));
    private readonly AlignedFloats _raw = new(rows * PackedMatrix.Padded(weights.Shape.Outputs, kernels.Panel));
    private readonly int _hidden = PackedMatrix.Padded(weights.Shape.Hidden, kernels.Panel), _outputs = weights.Shape.Outputs;

    /// <param name="h">[rows × padded hidden].</param>
    /// <param name="count">Rows.</param>
    /// <param name="outputs">[rows × outputs].</param>
    public void Apply(AlignedFloats h, int count, Span<float> outputs)
    {
        _norm.Apply(h, count, _normal);
        _output.Apply(ref _normal.First, _hidden, count, _raw);
        for (var row = 0; row < count; row++) _raw.Span.Slice(row * _output.PaddedWidth, _outputs).CopyTo(outputs[(row * _outputs)..]);
    }
}
