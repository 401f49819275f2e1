using System.Diagnostics.Metrics;

namespace Exafs.Adapters.ZeroMq;

/// <summary>What a source has seen as instruments of System.Diagnostics.Metrics.</summary>
public sealed class ZeroMqMetrics : IDisposable
{
    public const string MeterName = "Exafs.ZeroMq";

    private readonly Meter _meter = new(MeterName);

    /// <param name="counts">Reads them; called from any thread.</param>
    public ZeroMqMetrics(Func<ZeroMqCounts> counts)
    {
        Count("exafs_messages_received_total", c => c.Messages, new("source", "zeromq"), new("format", "exafs-scan-v1"));
        Count("exafs_message_bytes_total", c => c.Bytes);
        Count("exafs_messages_rejected_total", c => c.DefectiveMessages, new("source", "zeromq"), new("reason", "defective"));
        Count("exafs_messages_late_total", c => c.LateMessages);
        Count("exafs_peers_connected_total", c => c.Connected);
        Count("exafs_peers_disconnected_total", c => c.Disconnected);

        void Count(string name, Func<ZeroMqCounts, long> read, params KeyValuePair<string, object?>[] tags) => _meter.CreateObservableCounter(name, () => new Measurement<long>(read(counts()), tags));
    }

    public void Dispose() => _meter.Dispose();
}
