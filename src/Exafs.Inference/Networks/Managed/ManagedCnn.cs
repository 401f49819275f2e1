namespace Exafs.Inference.Networks.Managed;

/// <summary>A network of kind cnn: convolutions spectrum by spectrum, all channels of a point together; the dense end for a block of rows at once.</summary>
internal sealed class ManagedCnn : IRowBlocks
{
    private readonly IKernels _kernels;
    private readonly NetworkShape _shape;
    private readonly ConvolutionLayer _stem;
    private readonly Level[] _levels;
    private readonly AlignedFloats _points, _last, _flat, _h;
    private readonly LinearLayer _dense;
    private readonly DenseHead _head;
    private readonly int _margin, _width, _lastPoints;

    /// <summary>One length of the rows along k: its block, and the convolution that leads to the next.</summary>
    private sealed record Level(int Points, AlignedFloats H, AlignedFloats A, AlignedFloats B, ConvolutionLayer First, ConvolutionLayer Second, ConvolutionLayer Down);

    public ManagedCnn(IKernels kernels, NetworkWeights weights, int rows)
    {
        (_kernels, _shape, _margin) = (kernels, weights.Shape, weights.Shape.Kernel / 2);
        var (shape, width) = (_shape, PackedMatrix.Padded(_shape.Width, kernels.Panel));
        _width = width;
        _stem = new(kernels, weights, "stem", shape.Channels, shape.Channels, shape.Width, shape.Kernel, 1);
        _points = new((shape.Points + (2 * _margin)) * shape.Channels);
        _levels = [.. Enumerable.Range(0, shape.Depth).Select(i => new Level(
            shape.PointsAfter(i), Row(i), Row(i), Row(i), Convolution($"blocks.{i}.first", 1), Convolution($"blocks.{i}.second", 1), Convolution($"blocks.{i}.down", 2)))];
        _last = Row(shape.Depth);
        _lastPoints = shape.PointsAfter(shape.Depth);
        var flat = _lastPoints * width;
        _flat = new(rows * (flat + shape.Extras));
        _dense = new(kernels, weights, "dense", shape.HeadInputs, shape.Hidden, flat + shape.Extras, Column);
        _h = new(rows * _dense.PaddedWidth);
        _head = new(kernels, weights, rows);

        AlignedFloats Row(int level) => new((shape.PointsAfter(level) + (2 * _margin)) * width);
        ConvolutionLayer Convolution(string name, int step) => new(kernels, weights, name, shape.Width, width, shape.Width, shape.Kernel, step);

        // torch flattens channel after channel; here it is point after point.
        int Column(int q)
        {
            if (q >= flat) return (shape.Width * _lastPoints) + q - flat;
            var (point, channel) = Math.DivRem(q, width);
            return channel < shape.Width ? (channel * _lastPoints) + point : -1;
        }
    }

    public void Forward(ReadOnlySpan<float> inputs, int rows, Span<float> outputs)
    {
        var (along, flat) = (_shape.Channels * _shape.Points, _lastPoints * _width);
        var stride = flat + _shape.Extras;
        for (var row = 0; row < rows; row++)
        {
            var input = inputs.Slice(row * _shape.Inputs, _shape.Inputs);
            Convolve(input[..along]);
            var features = _flat.Span.Slice(row * stride, stride);
            _kernels.Activate(_shape.Activation, _last.Span.Slice(_margin * _width, flat), features[..flat]);
            input[along..].CopyTo(features[flat..]);
        }

        _dense.Apply(ref _flat.First, stride, rows, _h);
        var h = _h.Span[..(rows * _dense.PaddedWidth)];
        _kernels.Activate(_shape.Activation, h, h);
        _head.Apply(_h, rows, outputs);
    }

    private void Convolve(ReadOnlySpan<float> input)
    {
        input.CopyTo(_points.Span[(_margin * _shape.Channels)..]);
        _stem.Apply(_points, _shape.Points, At(0), _margin);
        for (var i = 0; i < _levels.Length; i++)
        {
            var level = _levels[i];
            // f(0) = 0: the zeros beyond both ends stay.
            _kernels.Activate(_shape.Activation, level.H.Span, level.A.Span);
            level.First.Apply(level.A, level.Points, level.B, _margin);
            _kernels.Activate(_shape.Activation, level.B.Span, level.B.Span);
            level.Second.Apply(level.B, level.Points, level.A, _margin);
            _kernels.Add(level.A.Span, level.H.Span);
            level.Down.Apply(level.H, _shape.PointsAfter(i + 1), At(i + 1), _margin);
        }

        AlignedFloats At(int level) => level < _levels.Length ? _levels[level].H : _last;
    }
}
