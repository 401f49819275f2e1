namespace Exafs.Inference.Networks.Managed;

/// <summary>A network that takes a few rows at once.</summary>
internal interface IRowBlocks
{
    /// <param name="inputs">[rows × inputs].</param>
    /// <param name="rows">At most as many as it was made for.</param>
    /// <param name="outputs">[rows × outputs].</param>
    void Forward(ReadOnlySpan<float> inputs, int rows, Span<float> outputs);
}
