using Exafs.Adapters.ScanV1;
using Exafs.Pipeline;
using Exafs.Signal;
using InfluxDB.Client.Core.Exceptions;
using InfluxDB.Client.Writes;

namespace Exafs.Adapters.Influx;

/// <summary>Reports → InfluxDB, one batch at a time. What may succeed later is thrown for whoever calls to try again, and what never will as <see cref="UndeliverableException"/>.</summary>
public sealed class InfluxSink : ISink<ScanReport>, IDisposable
{
    private readonly InfluxSchema _schema;
    private readonly InfluxConnection _connection;

    /// <exception cref="ArgumentException">The options ask for too many columns.</exception>
    public InfluxSink(InfluxOptions options)
    {
        _schema = new InfluxSchema(options);
        _connection = new InfluxConnection(options);
    }

    /// <summary>Whether the server answers.</summary>
    public Task<bool> IsReachableAsync() => _connection.IsReachableAsync();

    /// <inheritdoc/>
    /// <remarks>Snapshots of growing scans are left out.</remarks>
    /// <exception cref="InfluxException">The server is away, busy, or does not let us in; the batch may be written again.</exception>
    /// <exception cref="UndeliverableException">Of a scan the data carry no time ("no_time"), or the server will never take a point ("refused"). To write the others twice does no harm.</exception>
    public async Task WriteAsync(IReadOnlyList<ScanReport> batch, CancellationToken cancellation) =>
        await _connection.WriteAsync([.. batch.Where(report => report.Scan.Progress != ScanProgress.Growing).SelectMany(Points)], cancellation).ConfigureAwait(false);

    public void Dispose() => _connection.Dispose();

    // A point without the scan's own time could not be written again without doubling it.
    private IEnumerable<PointData> Points(ScanReport report) => UnixTime.Nanoseconds(report.Scan.MidTime) is { } nanoseconds
        ? _schema.Points(report, nanoseconds)
        : throw new UndeliverableException("no_time", $"the data of scan {report.Scan.ScanId} carry no time");
}
