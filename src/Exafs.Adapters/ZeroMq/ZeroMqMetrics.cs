using System.Diagnostics.Metrics;
using Exafs.Adapters.Streams;

namespace Exafs.Adapters.ZeroMq;

/// <summary>What a source has seen as instruments of System.Diagnostics.Metrics.</summary>
public sealed class ZeroMqMetrics : IDisposable
{
    public const string MeterName = "Exafs.ZeroMq";

    private readonly Meter _meter = new(MeterName);

    /// <param name="counts">Reads them; called from any thread.</param>
    public ZeroMqMetrics(Func<ZeroMqCounts> counts)
    {
        _meter.CreateObservableCounter("exafs_messages_received_total", () =>
        {
            ZeroMqCounts now = counts();
            return now.Formats.IsDefaultOrEmpty
                ? [Of(StreamFormat.ScanV1, now.Messages)]
                : now.Formats.Select(one => Of(one.Format, one.Messages));

            static Measurement<long> Of(StreamFormat format, long messages) => new(messages, new("source", "zeromq"), new("format", format.Name()));
        });
        Count("exafs_message_bytes_total", c => c.Bytes);
        Count("exafs_messages_rejected_total", c => c.DefectiveMessages, new("source", "zeromq"), new("reason", "defective"));
        Count("exafs_messages_late_total", c => c.LateMessages);
        Count("exafs_peers_connected_total", c => c.Connected);
        Count("exafs_peers_disconnected_total", c => c.Disconnected);

        void Count(string name, Func<ZeroMqCounts, long> read, params KeyValuePair<string, object?>[] tags) => _meter.CreateObservableCounter(name, () => new Measurement<long>(read(counts()), tags));
    }

    public void Dispose() => _meter.Dispose();
}
