using System.Diagnostics.Metrics;
using Exafs.Adapters.SlowValues;

namespace Exafs.Tests.Adapters.SlowValues;

public class SideChannelMetricsTests
{
    [Fact]
    public void RecordObservableInstruments_Counts_AreReadAsTheyAreNow()
    {
        var counts = new SideChannelCounts();
        using var metrics = new SideChannelMetrics(() => counts);
        List<string> read = [];
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == SideChannelMetrics.MeterName)
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => read.Add($"{instrument.Name} {(tags.Length > 0 ? tags[0].Value : "")} {value}"));
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => read.Add($"{instrument.Name} {value}"));
        listener.Start();

        counts = new SideChannelCounts { Readings = 1, Temperatures = 2, StaleTemperatures = 3, Others = 4, StaleOthers = 5, LastReading = DateTimeOffset.UnixEpoch.AddSeconds(6.5) }.Reject("not_json").Reject("not_json");
        listener.RecordObservableInstruments();

        Assert.Equal(
            [
                "exafs_slow_last_reading_timestamp_seconds 6.5", "exafs_slow_readings_received_total  1", "exafs_slow_readings_rejected_total not_json 2", "exafs_slow_values_joined_total other 4",
                "exafs_slow_values_joined_total sample_temperature 2", "exafs_slow_values_stale_total other 5", "exafs_slow_values_stale_total sample_temperature 3",
            ],
            read.Order(StringComparer.Ordinal));
    }
}
