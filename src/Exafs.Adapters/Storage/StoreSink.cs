using Exafs.Pipeline;

namespace Exafs.Adapters.Storage;

/// <summary>One of the things that a store takes: each batch in a transaction of its own.</summary>
internal sealed class StoreSink<T>(Action<Action> inTransaction, Action<IReadOnlyList<T>> write) : ISink<T>
{
    /// <inheritdoc/>
    /// <exception cref="StoreException">Nothing of the batch was written.</exception>
    public Task WriteAsync(IReadOnlyList<T> batch, CancellationToken cancellation) =>
        Task.Run(() => inTransaction(() => write(batch)), cancellation);
}
