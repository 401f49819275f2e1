using System.Diagnostics.Metrics;
using Exafs.Adapters.ZeroMq;

namespace Exafs.Tests.Adapters;

public class ZeroMqMetricsTests
{
    [Fact]
    public void RecordObservableInstruments_Counts_AreReadAsTheyAreNow()
    {
        var counts = new ZeroMqCounts();
        using var metrics = new ZeroMqMetrics(() => counts);
        var read = new SortedDictionary<string, long>(StringComparer.Ordinal);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == ZeroMqMetrics.MeterName)
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => read[instrument.Name] = value);
        listener.Start();

        counts = new ZeroMqCounts(1, 2, 3, 4, 5, 6);
        listener.RecordObservableInstruments();

        Assert.Equal(
            "exafs_message_bytes_total 2, exafs_messages_late_total 4, exafs_messages_received_total 1, exafs_messages_rejected_total 3, exafs_peers_connected_total 5, exafs_peers_disconnected_total 6",
            string.Join(", ", read.Select(pair => $"{pair.Key} {pair.Value}")));
    }
}
