using Exafs.Pipeline;
using Microsoft.Data.Sqlite;

namespace Exafs.Adapters.Storage;

/// <summary>One of the things that a store takes: each batch in a transaction of its own, and in the same one what targets are owed of it.</summary>
/// <param name="transact">Runs something in a transaction.</param>
/// <param name="outbox">For what is owed.</param>
/// <param name="owed">Which of a target's forms this is.</param>
/// <param name="write">Into the tables.</param>
/// <param name="accepted">Called when it is done.</param>
internal sealed class StoreSink<T>(
    Action<Action<SqliteConnection>> transact, StoreOutboxWriter outbox, Func<OutboxTarget, Func<T, IEnumerable<OutboxEntry>>> owed, Action<IReadOnlyList<T>> write, Action accepted) : ISink<T>
{
    /// <inheritdoc/>
    /// <exception cref="StoreException">Nothing of the batch was written.</exception>
    public Task WriteAsync(IReadOnlyList<T> batch, CancellationToken cancellation) => Task.Run(
        () =>
        {
            List<OutboxEntry>[] entries = outbox.Owed(batch, owed);
            transact(_ =>
            {
                write(batch);
                outbox.Write(entries);
            });
            accepted();
        },
        cancellation);
}
