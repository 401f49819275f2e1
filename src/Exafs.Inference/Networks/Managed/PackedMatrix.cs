namespace Exafs.Inference.Networks.Managed;

/// <summary>A matrix [terms × width] with a bias, in panels of columns as the kernels read them; filled up with zeros.</summary>
internal sealed class PackedMatrix
{
    /// <param name="terms">Length of a row that is multiplied.</param>
    /// <param name="width">Length of the result.</param>
    /// <param name="panel">Columns of a panel.</param>
    /// <param name="weight">Weight of term q in column c.</param>
    /// <param name="bias">[width].</param>
    public PackedMatrix(int terms, int width, int panel, Func<int, int, float> weight, ReadOnlySpan<float> bias)
    {
        (Terms, Width, Panel) = (terms, width, panel);
        PaddedWidth = Padded(width, panel);
        Weights = new(PaddedWidth * terms);
        Bias = new(PaddedWidth);
        bias.CopyTo(Bias.Span);
        var weights = Weights.Span;
        for (var c = 0; c < width; c++)
            for (var q = 0; q < terms; q++)
                weights[(((c / panel * terms) + q) * panel) + (c % panel)] = weight(q, c);
    }

    public int Terms { get; }

    public int Width { get; }

    public int Panel { get; }

    /// <summary><see cref="Width"/> filled up to whole panels.</summary>
    public int PaddedWidth { get; }

    /// <summary>Panel after panel, each [terms × panel].</summary>
    public AlignedFloats Weights { get; }

    /// <summary>[padded width].</summary>
    public AlignedFloats Bias { get; }

    public static int Padded(int width, int panel) => (width + panel - 1) / panel * panel;
}
