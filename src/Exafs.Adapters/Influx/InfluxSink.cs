using Exafs.Adapters.ScanV1;
using Exafs.Pipeline;
using Exafs.Signal;
using InfluxDB.Client;
using InfluxDB.Client.Core.Exceptions;
using InfluxDB.Client.Writes;

namespace Exafs.Adapters.Influx;

/// <summary>Reports → InfluxDB, one batch at a time. What may succeed later is thrown, for whoever calls to try again; a point that never will is found, left out and counted.</summary>
public sealed class InfluxSink : ISink<ScanReport>, IDisposable
{
    private readonly InfluxOptions _options;
    private readonly InfluxSchema _schema;
    private readonly InfluxDBClient _client;
    private readonly WriteApiAsync _api;
    private long _written;
    private long _growing;
    private long _noTime;
    private long _refused;
    private string? _lastRefusal;

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

    /// <summary>What became of the reports so far; may be read from any thread.</summary>
    public InfluxCounts Counts => new(
        Interlocked.Read(ref _written),
        Interlocked.Read(ref _growing),
        Interlocked.Read(ref _noTime),
        Interlocked.Read(ref _refused),
        Volatile.Read(ref _lastRefusal));

    /// <summary>Whether the server answers.</summary>
    public Task<bool> IsReachableAsync() => _client.PingAsync();

    /// <inheritdoc/>
    /// <exception cref="InfluxException">The server is away, busy, or does not let us in; the batch may be written again.</exception>
    public async Task WriteAsync(IReadOnlyList<ScanReport> batch, CancellationToken cancellation)
    {
        long growing = 0, noTime = 0, taken = 0;
        var points = new List<PointData>(batch.Count);
        foreach (ScanReport report in batch)
        {
            if (report.Scan.Progress == ScanProgress.Growing)
                growing++;
            else if (UnixTime.Nanoseconds(report.Scan.MidTime) is not { } nanoseconds)
                noTime++;
            else
            {
                points.AddRange(_schema.Points(report, nanoseconds));
                taken++;
            }
        }

        var refusals = new List<string>();
        foreach (PointData[] request in points.Chunk(_options.PointsPerRequest))
            await WriteAsync(request, refusals, cancellation).ConfigureAwait(false);
        Interlocked.Add(ref _growing, growing);
        Interlocked.Add(ref _noTime, noTime);
        Interlocked.Add(ref _written, taken);
        Interlocked.Add(ref _refused, refusals.Count);
        if (refusals.Count > 0)
            Volatile.Write(ref _lastRefusal, refusals[^1]);
    }

    public void Dispose() => _client.Dispose();

    // A batch that is thrown counts nothing: it comes again.
    private async Task WriteAsync(ArraySegment<PointData> points, List<string> refusals, CancellationToken cancellation)
    {
        if (points.Count == 0)
            return;
        try
        {
            await _api.WritePointsAsync(points, cancellationToken: cancellation).ConfigureAwait(false);
            return;
        }
        catch (HttpException e) when (IsForGood(e) && points.Count == 1)
        {
            refusals.Add(e.Message);
            return;
        }
        catch (HttpException e) when (IsForGood(e))
        {
        }

        // Some of the points can never be written: half by half they are found. To write the others twice does no harm.
        int half = points.Count / 2;
        await WriteAsync(points[..half], refusals, cancellation).ConfigureAwait(false);
        await WriteAsync(points[half..], refusals, cancellation).ConfigureAwait(false);
    }

    private static bool IsForGood(HttpException e) => e.Status is 400 or 413 or 422;
}
