namespace Exafs.Inference.Networks.Managed;

/// <summary>The arithmetic of a network, for one vector type.</summary>
internal interface IKernels
{
    /// <summary>Columns of a matrix that lie together, term by term; every width is filled up to a multiple of it.</summary>
    int Panel { get; }

    /// <summary>y[r, :] = bias + Σ x[r, q]·w[q, :], the terms in the order of q for any number of rows.</summary>
    /// <param name="matrix">w and bias.</param>
    /// <param name="x">First row.</param>
    /// <param name="xStride">From row to row; rows may overlap.</param>
    /// <param name="rows">How many.</param>
    /// <param name="y">First row of the result, which does not overlap x.</param>
    /// <param name="yStride">From row to row, at least the padded width.</param>
    void Multiply(PackedMatrix matrix, ref float x, int xStride, int rows, ref float y, int yStride);

    /// <summary>y = f(x), of a length that is a multiple of half a panel.</summary>
    void Activate(Activation activation, ReadOnlySpan<float> x, Span<float> y);

    /// <summary>y += x, of a length that is a multiple of half a panel.</summary>
    void Add(ReadOnlySpan<float> x, Span<float> y);

    /// <summary>y = gain·(x − mean)/√(variance + 1e-5) + offset over the first <paramref name="count"/> of a row that is filled up with zeros to a multiple of half a panel.</summary>
    void Normalize(ReadOnlySpan<float> x, int count, ReadOnlySpan<float> gain, ReadOnlySpan<float> offset, Span<float> y);
}
