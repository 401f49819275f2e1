using Exafs.Adapters.ScanV1;
using Exafs.Pipeline;
using Exafs.Pipeline.Changes;
using InfluxDB.Client.Core.Exceptions;
using InfluxDB.Client.Writes;

namespace Exafs.Adapters.Influx;

/// <summary>Changes → exafs_event, a point each, as annotations of Grafana take them.</summary>
public sealed class InfluxEventSink(InfluxOptions options) : ISink<ChangeEvent>, IDisposable
{
    private readonly InfluxConnection _connection = new(options);

    /// <summary>Whether the server answers.</summary>
    public Task<bool> IsReachableAsync() => _connection.IsReachableAsync();

    /// <inheritdoc/>
    /// <exception cref="InfluxException">The server is away, busy, or does not let us in; the batch may be written again.</exception>
    /// <exception cref="UndeliverableException">Of an event the data carry no time ("no_time"), or the server will never take a point ("refused"). To write the others twice does no harm.</exception>
    public async Task WriteAsync(IReadOnlyList<ChangeEvent> batch, CancellationToken cancellation) =>
        await _connection.WriteAsync([.. batch.Select(Point)], cancellation).ConfigureAwait(false);

    public void Dispose() => _connection.Dispose();

    private PointData Point(ChangeEvent change) => UnixTime.Nanoseconds(change.Time) is { } nanoseconds
        ? InfluxEvent.Point(change, options.Beamline, nanoseconds)
        : throw new UndeliverableException("no_time", $"the data of scan {change.ScanId} carry no time");
}
