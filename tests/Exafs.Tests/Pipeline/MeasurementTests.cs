using System.Diagnostics.Metrics;
using Exafs.Pipeline;
using Exafs.Signal;

namespace Exafs.Tests.Pipeline;

/// <summary>What is measured about the stream: percentiles and instruments.</summary>
public class MeasurementTests
{
    [Theory]
    [InlineData(0.5, 0.500)]
    [InlineData(0.99, 0.990)]
    [InlineData(1, 1.000)]
    public void Percentile_OneToThousandMilliseconds_IsAtMostASixteenthTooHigh(double part, double seconds)
    {
        var latencies = new Latencies();
        foreach (var ms in Enumerable.Range(1, 1000))
            latencies.Add(TimeSpan.FromMilliseconds(ms));

        Assert.InRange(latencies.Percentile(part)!.Value.TotalSeconds, seconds, seconds * 17 / 16);
        Assert.Equal(1000, latencies.Count);
    }

    [Fact]
    public void Percentile_Extremes_AreCounted()
    {
        var latencies = new Latencies();
        Assert.Null(latencies.Percentile(0.5));
        foreach (var duration in new[] { TimeSpan.Zero, TimeSpan.FromSeconds(-1), TimeSpan.MaxValue })
            latencies.Add(duration);

        Assert.Equal(3, latencies.Count);
        Assert.InRange(latencies.Percentile(0.5)!.Value, TimeSpan.Zero, TimeSpan.FromMicroseconds(1));
    }

    [Fact]
    public async Task WriteAsync_TimedSink_NotesFinishedScansAfterTheyAreWritten()
    {
        var time = new VirtualTime();
        time.Advance(TimeSpan.FromSeconds(1));
        var scan = Synthetic.Scan() with { ReceivedTimestamp = time.GetTimestamp() };
        var took = new List<TimeSpan>();
        var inner = new ListSink<ScanReport>((_, _) =>
        {
            time.Advance(TimeSpan.FromMilliseconds(7));
            return Task.CompletedTask;
        });

        await new TimedSink(inner, time, (_, time) => took.Add(time)).WriteAsync(
            [new Rejected(scan, new Defect("no_edge", "")), new Rejected(Synthetic.Scan(), new Defect("no_edge", ""))], default);

        Assert.Equal([TimeSpan.FromMilliseconds(7)], took);
    }

    [Fact]
    public void Metrics_OfALedger_ReadItsCounts()
    {
        var ledger = new Ledger();
        using var metrics = new LedgerMetrics(ledger, () => []);
        var seen = new Dictionary<string, double>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, self) => { if (instrument.Meter.Name == LedgerMetrics.MeterName) self.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.Start();

        ledger.Received(Synthetic.Scan(1));
        ledger.Received(Synthetic.Scan(4));
        ledger.Reported(new Rejected(Synthetic.Scan(1), new Defect("no_edge", "")));
        ledger.Sink("store", everyScan: true).Dropped(2, "queue_full");
        metrics.Latency(TimeSpan.FromMilliseconds(3));
        listener.RecordObservableInstruments();

        Assert.Equal(2, seen["exafs_scans_received_total"]);
        Assert.Equal(2, seen["exafs_sequence_gaps_total"]);
        Assert.Equal(1, seen["exafs_scans_rejected_total reason=no_edge"]);
        Assert.Equal(1, seen["exafs_scans_completed_total outcome=rejected"]);
        Assert.Equal(2, seen["exafs_dropped_total stage=store reason=queue_full"]);
        Assert.Equal(0, seen["exafs_queue_depth stage=reduce"]);
        Assert.Equal(0.003, seen["exafs_scan_latency_seconds"], 9);

        void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            seen[string.Join(' ', [instrument.Name, .. tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}")])] = value;
    }
}
