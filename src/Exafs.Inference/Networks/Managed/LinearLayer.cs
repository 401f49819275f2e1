namespace Exafs.Inference.Networks.Managed;

/// <summary>torch.nn.Linear; rows come filled up with zeros to whole panels, and go so.</summary>
internal sealed class LinearLayer
{
    private readonly IKernels _kernels;
    private readonly PackedMatrix _matrix;

    public LinearLayer(IKernels kernels, NetworkWeights weights, string name, int inputs, int outputs)
        : this(kernels, weights, name, inputs, outputs, inputs, input => input)
    {
    }

    /// <param name="kernels">Arithmetic.</param>
    /// <param name="weights">Of the whole network.</param>
    /// <param name="name">Of the layer in them.</param>
    /// <param name="inputs">Torch's inputs.</param>
    /// <param name="outputs">Length of the result.</param>
    /// <param name="terms">Length of a row as it lies here.</param>
    /// <param name="column">Which of torch's inputs a number of the row is; −1 where it only fills up.</param>
    public LinearLayer(IKernels kernels, NetworkWeights weights, string name, int inputs, int outputs, int terms, Func<int, int> column)
    {
        _kernels = kernels;
        var weight = weights[$"{name}.weight"].ToArray();
        _matrix = new(terms, outputs, kernels.Panel, (q, c) => column(q) is >= 0 and var input ? weight[(c * inputs) + input] : 0, weights[$"{name}.bias"]);
    }

    public int PaddedWidth => _matrix.PaddedWidth;

    public void Apply(ref float x, int xStride, int rows, AlignedFloats y) => _kernels.Multiply(_matrix, ref x, xStride, rows, ref y.First, PaddedWidth);
}
