using Exafs.Adapters.Storage;
using Exafs.Pipeline;
using Exafs.Pipeline.Alerts;

namespace Exafs.Adapters.Alerts;

/// <summary>A channel of alerts as a target of the outbox: what it is owed, and bodies back to alerts for it.</summary>
/// <param name="name">The channel's.</param>
/// <param name="channel">Who is told.</param>
/// <param name="owes">Which alerts are for it.</param>
/// <param name="latestOnly">True: of what waits, only the latest word on each alert is sent. False: every word, in order.</param>
public sealed class AlertOutbox(string name, ISink<Alert> channel, Func<Alert, bool> owes, bool latestOnly) : ISink<string>, IDisposable
{
    /// <summary>What the store is to keep for it.</summary>
    public OutboxTarget Owed => new()
    {
        Name = name,
        Alerts = alert => owes(alert) ? [new OutboxEntry(OutboxRank.Event, AlertJson.Stored(alert), latestOnly ? alert.Fingerprint : null)] : [],
    };

    /// <inheritdoc/>
    /// <exception cref="UndeliverableException">One of them will never be taken.</exception>
    public Task WriteAsync(IReadOnlyList<string> batch, CancellationToken cancellation)
    {
        try
        {
            return channel.WriteAsync([.. batch.Select(AlertJson.Read)], cancellation);
        }
        catch (System.Text.Json.JsonException e)
        {
            throw new UndeliverableException("not_readable", e.Message, e);
        }
    }

    public void Dispose() => (channel as IDisposable)?.Dispose();
}
