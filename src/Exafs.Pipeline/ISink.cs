namespace Exafs.Pipeline;

/// <summary>Where results go.</summary>
public interface ISink<in T>
{
    /// <summary>Writes all of the batch, or throws.</summary>
    Task WriteAsync(IReadOnlyList<T> batch, CancellationToken cancellation);
}
