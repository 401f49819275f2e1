using System.Diagnostics.Metrics;

namespace Exafs.Adapters.SlowValues;

/// <summary>What a side channel has seen and done as instruments of System.Diagnostics.Metrics.</summary>
public sealed class SideChannelMetrics : IDisposable
{
    public const string MeterName = "Exafs.SlowValues";

    private readonly Meter _meter = new(MeterName);

    /// <param name="counts">Reads them; called from any thread.</param>
    public SideChannelMetrics(Func<SideChannelCounts> counts)
    {
        _meter.CreateObservableCounter("exafs_slow_readings_received_total", () => counts().Readings);
        _meter.CreateObservableCounter("exafs_slow_readings_rejected_total", () => counts().Rejected.Select(pair => new Measurement<long>(pair.Value, new KeyValuePair<string, object?>("reason", pair.Key))));
        _meter.CreateObservableCounter("exafs_slow_values_joined_total", () => ByValue(counts().Temperatures, counts().Others));
        _meter.CreateObservableCounter("exafs_slow_values_stale_total", () => ByValue(counts().StaleTemperatures, counts().StaleOthers));
        _meter.CreateObservableGauge("exafs_slow_last_reading_timestamp_seconds", () => counts().LastReading is { } time ? (time - DateTimeOffset.UnixEpoch).TotalSeconds : 0);
    }

    public void Dispose() => _meter.Dispose();

    private static Measurement<long>[] ByValue(long temperatures, long others) =>
    [
        new(temperatures, new KeyValuePair<string, object?>("value", "sample_temperature")),
        new(others, new KeyValuePair<string, object?>("value", "other")),
    ];
}
