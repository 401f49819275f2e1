using Exafs.Adapters.Influx;
using Exafs.Monitor.Options;

namespace Exafs.Monitor.Operation;

/// <summary>Alive: it need not be started anew. Ready: what is sent to it arrives. A database that is away does not make it unready while the outbox has room.</summary>
internal sealed class Health(MonitorOptions options, Monitoring monitoring, Heartbeat heartbeat)
{
    /// <summary>The part of the outbox's room that must not be filled.</summary>
    private const double Full = 0.9;

    /// <summary>Whether the process has to be ended and started anew.</summary>
    public IReadOnlyList<HealthCheck> Alive() => [new("stream", heartbeat.Trouble())];

    /// <summary>Whether results can be relied on now.</summary>
    public IReadOnlyList<HealthCheck> Ready() => [.. Alive(), Source(), .. SlowValues(), Store(), .. Deliveries()];

    private HealthCheck Source()
    {
        if (monitoring.Socket is not { } socket)
            return new("source", "it is not open yet");
        if (monitoring.IsReplay)
            return new("source", null, "a recording");
        var counts = socket();
        var peers = counts.Connected - counts.Disconnected;
        return peers > 0 || !options.ZeroMq.Bind.IsEmpty ? new("source", null, $"{peers} peers") : new("source", $"no publisher is connected at {options.ZeroMq.InWords()}");
    }

    // Scans go without them: no reason to be unready.
    private IEnumerable<HealthCheck> SlowValues() => monitoring.SlowValues?.InWords() is { } words ? [new("slow values", null, words)] : [];

    private HealthCheck Store()
    {
        var sinks = monitoring.Ledger.Counts.Sinks.Where(Composition.IsStore).ToArray();
        return sinks.FirstOrDefault(sink => sink.Trouble is not null) is { } failing ? new("store", failing.Trouble)
            : sinks.Length == 0 ? new("store", "it is not open yet")
            : new("store", null, $"{sinks.Sum(sink => sink.Delivered)} written");
    }

    private IEnumerable<HealthCheck> Deliveries() => monitoring.Deliveries().Select(delivery =>
    {
        var (counts, name) = (delivery.Counts, $"outbox {delivery.Counts.Target}");
        var room = counts.Target == InfluxTarget.Name ? options.InfluxDb.OutboxBytesMaximum : long.MaxValue;
        return counts.WaitingBytes > Full * room
            ? new HealthCheck(name, $"{counts.WaitingBytes / 1e6:f0} MB wait, of {room / 1e6:f0} MB{(delivery.Trouble is { } trouble ? $": {trouble}" : "")}")
            : new HealthCheck(name, null, $"{counts.Waiting} wait{(delivery.Trouble is { } away ? $"; {away}" : "")}");
    });
}
