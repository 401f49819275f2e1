using Exafs.Adapters.ScanV1;
using Exafs.Pipeline;
using Exafs.Signal;
using InfluxDB.Client;
using InfluxDB.Client.Core.Exceptions;
using InfluxDB.Client.Writes;

namespace Exafs.Adapters.Influx;

/// <summary>Reports → InfluxDB, one batch at a time. What may succeed later is thrown for whoever calls to try again, and what never will as <see cref="UndeliverableException"/>.</summary>
public sealed class InfluxSink : ISink<ScanReport>, IDisposable
{
    private readonly InfluxOptions _options;
    private readonly InfluxSchema _schema;
    private readonly InfluxDBClient _client;
    private readonly WriteApiAsync _api;

    /// <exception cref="ArgumentException">The options ask for too many columns.</exception>
    public InfluxSink(InfluxOptions options)
    {
        _options = options;
        _schema = new InfluxSchema(options);
        var connection = new InfluxDBClientOptions(options.Url.ToString())
        {
            Org = options.Org,
            Bucket = options.Bucket,
            Timeout = options.Timeout,
        };
        if (!string.IsNullOrEmpty(options.Token))
            connection.Token = options.Token;
        _client = new InfluxDBClient(connection);
        if (options.Gzip)
            _client.EnableGzip();
        _api = _client.GetWriteApiAsync();
    }

    /// <summary>Whether the server answers.</summary>
    public Task<bool> IsReachableAsync() => _client.PingAsync();

    /// <inheritdoc/>
    /// <remarks>Snapshots of growing scans are left out.</remarks>
    /// <exception cref="InfluxException">The server is away, busy, or does not let us in; the batch may be written again.</exception>
    /// <exception cref="UndeliverableException">Of a scan the data carry no time ("no_time"), or the server will never take a point ("refused"). To write the others twice does no harm.</exception>
    public async Task WriteAsync(IReadOnlyList<ScanReport> batch, CancellationToken cancellation)
    {
        var points = batch.Where(report => report.Scan.Progress != ScanProgress.Growing).SelectMany(Points).ToArray();
        foreach (PointData[] request in points.Chunk(_options.PointsPerRequest))
        {
            try
            {
                await _api.WritePointsAsync(request, cancellationToken: cancellation).ConfigureAwait(false);
            }
            catch (HttpException e) when (IsForGood(e))
            {
                throw new UndeliverableException("refused", e.Message, e);
            }
        }
    }

    public void Dispose() => _client.Dispose();

    // A point without the scan's own time could not be written again without doubling it.
    private IEnumerable<PointData> Points(ScanReport report) => UnixTime.Nanoseconds(report.Scan.MidTime) is { } nanoseconds
        ? _schema.Points(report, nanoseconds)
        : throw new UndeliverableException("no_time", $"the data of scan {report.Scan.ScanId} carry no time");

    private static bool IsForGood(HttpException e) => e.Status is 400 or 413 or 422;
}
