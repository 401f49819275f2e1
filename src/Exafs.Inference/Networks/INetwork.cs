namespace Exafs.Inference.Networks;

/// <summary>A network with its weights, on some engine. Not for two threads at once.</summary>
public interface INetwork : IDisposable
{
    NetworkShape Shape { get; }

    /// <summary>Rows in, rows out; a row comes out the same to 1e-6 of its size whatever the batch.</summary>
    /// <param name="inputs">Row after row [count × inputs].</param>
    /// <param name="count">Rows, from 0 on.</param>
    /// <param name="outputs">Row after row [count × outputs].</param>
    /// <exception cref="ArgumentException">The lengths are not these.</exception>
    void Forward(ReadOnlySpan<float> inputs, int count, Span<float> outputs);
}
