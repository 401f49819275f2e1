namespace Exafs.Inference.Networks.Managed;

/// <summary>torch.nn.Conv1d with zeros beyond both ends: the window of a point is one run of numbers where all channels of a point lie together, so that it is a product of overlapping rows with a matrix.</summary>
internal sealed class ConvolutionLayer
{
    private readonly IKernels _kernels;
    private readonly PackedMatrix _matrix;
    private readonly int _inputStride, _step;

    /// <param name="kernels">Arithmetic.</param>
    /// <param name="weights">Of the whole network.</param>
    /// <param name="name">Of the layer in them.</param>
    /// <param name="channels">Of the input, by torch.</param>
    /// <param name="inputStride">From point to point of the input, at least <paramref name="channels"/>; what fills it up is zero.</param>
    /// <param name="outputs">Channels of the result.</param>
    /// <param name="kernel">Points in a window, odd.</param>
    /// <param name="step">Points from window to window.</param>
    public ConvolutionLayer(IKernels kernels, NetworkWeights weights, string name, int channels, int inputStride, int outputs, int kernel, int step)
    {
        (_kernels, _inputStride, _step) = (kernels, inputStride, step);
        var weight = weights[$"{name}.weight"].ToArray();
        _matrix = new(kernel * inputStride, outputs, kernels.Panel, Weight, weights[$"{name}.bias"]);

        float Weight(int q, int c)
        {
            var (tap, channel) = Math.DivRem(q, inputStride);
            return channel < channels ? weight[(((c * channels) + channel) * kernel) + tap] : 0;
        }
    }

    /// <summary>From x to y, whose own ends are left as they are.</summary>
    /// <param name="x">Points with zeros at both ends.</param>
    /// <param name="points">Points of the result.</param>
    /// <param name="y">Where it goes.</param>
    /// <param name="margin">Zero points at the beginning of y.</param>
    public void Apply(AlignedFloats x, int points, AlignedFloats y, int margin) =>
        _kernels.Multiply(_matrix, ref x.First, _step * _inputStride, points, ref y.Span[margin * _matrix.PaddedWidth], _matrix.PaddedWidth);
}
