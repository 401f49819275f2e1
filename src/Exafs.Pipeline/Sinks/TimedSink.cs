namespace Exafs.Pipeline;

/// <summary>A sink that also notes how long each finished scan took from its last byte until it was written.</summary>
public sealed class TimedSink(ISink<ScanReport> sink, TimeProvider time, Action<ScanReport, TimeSpan> took) : ISink<ScanReport>
{
    public async Task WriteAsync(IReadOnlyList<ScanReport> batch, CancellationToken cancellation)
    {
        await sink.WriteAsync(batch, cancellation).ConfigureAwait(false);
        var now = time.GetTimestamp();
        foreach (var report in batch)
        {
            if (report.Scan is { IsSnapshot: false, ReceivedTimestamp: not 0 } scan)
                took(report, time.GetElapsedTime(scan.ReceivedTimestamp, now));
        }
    }
}
