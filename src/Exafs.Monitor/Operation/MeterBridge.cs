using System.Diagnostics.Metrics;
using Exafs.Adapters.SlowValues;
using Exafs.Adapters.ZeroMq;
using Exafs.Pipeline;
using Prometheus;

namespace Exafs.Monitor.Operation;

/// <summary>The daemon's instruments under their own names and kinds in a registry of Prometheus: counters as counters, gauges as gauges, histograms with buckets from 0.1 ms to a minute.</summary>
internal sealed class MeterBridge : IDisposable
{
    private static readonly double[] s_seconds = [0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60];

    private readonly MeterListener _listener = new();
    private readonly MetricFactory _factory;

    public MeterBridge(CollectorRegistry registry)
    {
        _factory = Metrics.WithCustomRegistry(registry);
        _listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name is LedgerMetrics.MeterName or ZeroMqMetrics.MeterName or SideChannelMetrics.MeterName)
                self.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.Start();
        registry.AddBeforeCollectCallback(_listener.RecordObservableInstruments);
    }

    public void Dispose() => _listener.Dispose();

    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string[] names = new string[tags.Length], values = new string[tags.Length];
        for (var i = 0; i < tags.Length; i++)
            (names[i], values[i]) = (tags[i].Key, tags[i].Value?.ToString() ?? "");
        var help = instrument.Description ?? instrument.Name;
        switch (instrument)
        {
            case Histogram<double>:
                _factory.CreateHistogram(instrument.Name, help, names, new HistogramConfiguration { Buckets = s_seconds }).WithLabels(values).Observe(value);
                break;
            case Counter<long>:
                _factory.CreateCounter(instrument.Name, help, names).WithLabels(values).Inc(value);
                break;
            case ObservableCounter<long>:
                _factory.CreateCounter(instrument.Name, help, names).WithLabels(values).IncTo(value);
                break;
            default:
                _factory.CreateGauge(instrument.Name, help, names).WithLabels(values).Set(value);
                break;
        }
    }
}
