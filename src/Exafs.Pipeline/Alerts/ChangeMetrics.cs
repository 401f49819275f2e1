using System.Diagnostics.Metrics;
using Exafs.Pipeline.Changes;

namespace Exafs.Pipeline.Alerts;

/// <summary>Changes and alerts as instruments of System.Diagnostics.Metrics.</summary>
public sealed class ChangeMetrics : IDisposable
{
    private readonly Meter _meter = new(LedgerMetrics.MeterName);
    private readonly Counter<long> _events;

    /// <param name="firing">Number of alerts that fire now.</param>
    public ChangeMetrics(Func<int> firing)
    {
        _events = _meter.CreateCounter<long>("exafs_events_total");
        _meter.CreateObservableGauge("exafs_alerts_firing", firing);
    }

    /// <summary>Counts what was announced.</summary>
    public void Note(ScanFindings findings)
    {
        foreach (var change in findings.Events)
            _events.Add(1, new KeyValuePair<string, object?>("kind", change.KindName), new KeyValuePair<string, object?>("cause", change.Cause));
    }

    public void Dispose() => _meter.Dispose();
}
